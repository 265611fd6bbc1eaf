//! Trajectories with what Muster measures on them, for others to measure
//! again: `tests/peers` does so with PedPy.

use std::fmt::Write;

use serde_json::{Value, json};

use super::measure::flow::{MIDDLE, first_passages};
use super::measure::speed::{Pace, mean_speed_at};
use super::measure::{
    Area, Walkable, classical_density, middle_flow_per_s, paces, voronoi_density,
};
use super::{Lab, LabError, Take};
use crate::base::{Segment, Vec2};

/// Frames before and after over which speeds are taken.
const HALF_WINDOW: usize = 2;
/// Voronoi densities are taken at every so-manieth frame.
const EVERY: usize = 5;

/// One run with its measures.
pub struct Specimen {
    /// Name of its files.
    pub name: &'static str,
    /// `id,frame,x,y` a line, positions in metres.
    pub trajectories: String,
    /// Ground, areas, lines and measures.
    pub measures: Value,
}

/// A neck, whose ground bends, and a corridor, whose ground does not.
///
/// # Errors
/// If a run fails.
pub fn specimens(lab: &Lab<'_>) -> Result<Vec<Specimen>, LabError> {
    let neck = lab.run(&lab.scenario("exp-neck")?, 1)?;
    let mut scenario = lab.scenario("exp-corridor")?;
    scenario.run.frame_dt_s = 0.2;
    let corridor = lab.run(&scenario, 1)?;
    Ok(vec![
        specimen(
            "neck",
            &neck,
            &Area::rectangle(6.5, -1.0, 7.5, 1.0),
            Segment::new(Vec2::new(8.5, -0.6), Vec2::new(8.5, 0.6)),
        ),
        specimen(
            "corridor",
            &corridor,
            &Area::rectangle(9.0, -0.9, 11.0, 0.9),
            Segment::new(Vec2::new(10.0, -0.9), Vec2::new(10.0, 0.9)),
        ),
    ])
}

fn specimen(name: &'static str, take: &Take, area: &Area, line: Segment) -> Specimen {
    let ground = Walkable::all(&take.world);
    let passages = first_passages(take, line);
    let frames = 0..take.moments.len();
    let classical: Vec<f64> = take
        .moments
        .iter()
        .map(|moment| classical_density(moment, area))
        .collect();
    let voronoi: Vec<(usize, f64)> = frames
        .clone()
        .step_by(EVERY)
        .map(|frame| (frame, voronoi_density(&take.moments[frame], &ground, area)))
        .collect();
    let mean_speeds: Vec<Option<f64>> = frames
        .clone()
        .map(|frame| mean_speed_at(take, area, frame, HALF_WINDOW))
        .collect();
    let speeds: Vec<(u32, usize, f64)> = frames
        .step_by(EVERY)
        .flat_map(|frame| {
            let paces = paces(take, frame, HALF_WINDOW).into_iter();
            paces.map(move |pace| (pace.spot.id, frame, Pace::speed(&pace)))
        })
        .collect();
    let corners =
        |points: &[Vec2]| -> Vec<(f64, f64)> { points.iter().map(|p| (p.x, p.y)).collect() };
    let measures = json!({
        "frame_rate": 1.0 / take.frame_dt_s,
        "ground": ground.outline().iter().map(|ring| corners(ring)).collect::<Vec<_>>(),
        "area": corners(&area.corners),
        "line": corners(&[line.a, line.b]),
        "half_window_frames": HALF_WINDOW,
        "middle": MIDDLE,
        "classical_density": classical,
        "voronoi_density": voronoi,
        "mean_speed": mean_speeds,
        "speeds": speeds,
        "passages": passages.iter().map(|p| (p.id, p.t_s)).collect::<Vec<_>>(),
        "flow_per_s": middle_flow_per_s(&passages),
    });
    Specimen {
        name,
        trajectories: trajectories(take),
        measures,
    }
}

fn trajectories(take: &Take) -> String {
    let mut text = String::from("id,frame,x,y\n");
    for (frame, moment) in take.moments.iter().enumerate() {
        for spot in &moment.people {
            let p = spot.p();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{},{frame},{:.3},{:.3}", spot.id, p.x, p.y);
        }
    }
    text
}
