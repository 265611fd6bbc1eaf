//! The overlay of the moment for a drawing: the same squares and arrows as on
//! the map, of one storey, and their legend.
//!
//! What needs the run is taken here, at the moment of the command; crowd
//! pressure, which takes its time, is worked out by the job that writes, so
//! that it is of this very moment however far the window is behind.

use super::Session;
use crate::analysis::density::PressureProbe;
use crate::analysis::report::palette::Paint;
use crate::analysis::report::{Key, Overlaid, Sign};
use crate::app::command::{Overlay, Slot};
use crate::app::store::Missing;
use crate::app::views::legend;
use crate::app::{flow, tint};
use crate::sim::OwnedFrame;
use crate::world::World;

/// An overlay for a drawing, all but the pressures.
pub(super) struct Laying {
    over: Overlaid,
    sheet: i8,
    /// Two frames whose pressure is to be worked out.
    pressure: Option<Box<(OwnedFrame, OwnedFrame)>>,
}

impl Laying {
    /// The overlay; takes its time if there are pressures.
    pub(super) fn finish(mut self, world: &World) -> Overlaid {
        if let Some(frames) = self.pressure {
            let mut probe = PressureProbe::new(world);
            let points = probe.at(&frames.0.view(), &frames.1.view()).into_iter();
            let here = |cell: usize| {
                let cell = world.cells.get(cell);
                cell.is_some_and(|cell| cell.sheet == self.sheet)
            };
            self.over.side_m = probe.spacing_m();
            self.over.squares = points
                .filter(|point| here(point.cell.at()))
                .map(|point| (point.at, tint::pressure(point.per_s2)))
                .collect();
        }
        self.over
    }
}

impl Session {
    /// The overlay of the moment on a sheet; none if none is on the map.
    ///
    /// # Errors
    /// If frames that it needs are still being read again.
    pub(super) fn overlaid(&mut self, sheet: i8) -> Result<Option<Laying>, Missing> {
        if self.shown(Slot::A).is_none() {
            return Ok(None);
        }
        let mut laying = Laying {
            over: self.explained(),
            sheet,
            pressure: None,
        };
        let over = &mut laying.over;
        match self.overlay {
            Overlay::None => return Ok(None),
            Overlay::Density | Overlay::Fruin => {
                let run = self.shown(Slot::A);
                let density = run.map(|run| run.ground.raster.density(&run.people, Some(sheet)));
                self.lay_steps(over, &density.unwrap_or_default());
            }
            Overlay::MaxDensity => {
                let t_ms = self.playback.t_ms();
                let run = self.runs[Slot::A.at()].as_mut();
                let highest = run.map(|run| {
                    let counts = run.survey.highest(t_ms);
                    run.ground.raster.per_m2(counts, Some(sheet))
                });
                self.lay_steps(over, &highest.unwrap_or_default());
            }
            Overlay::Difference => {
                let Some(by) = self.difference(sheet) else {
                    return Ok(None);
                };
                self.lay(over, &by, tint::difference);
            }
            Overlay::Flow => self.lay_flow(over, sheet),
            Overlay::Pressure => {
                let pair = self.run().map(|run| run.store.pair(self.playback.t_ms()));
                laying.pressure = match pair {
                    Some(Ok(pair)) => Some(Box::new(pair)),
                    // The first frame: nobody has a velocity yet.
                    Some(Err(Missing::Everything)) | None => None,
                    Some(Err(missing)) => return Err(missing),
                };
            }
        }
        Ok(Some(laying))
    }

    /// Nothing yet, with its legend.
    fn explained(&self) -> Overlaid {
        let Some(legend) = legend::overlay(self) else {
            return Overlaid::default();
        };
        let point_m = 1.0 / self.camera.points_per_m();
        let key = |(sign, text): (legend::Sign, String)| Key {
            sign: match sign {
                legend::Sign::Paint(paint) => Sign::Square(paint),
                legend::Sign::Arrow => Sign::Arrow(flow::sample(point_m)),
            },
            text,
        };
        Overlaid {
            title: legend.title,
            keys: legend.entries.into_iter().map(key).collect(),
            covers: tint::covers(self.overlay),
            shaft_m: flow::SHAFT * point_m,
            rim_m: flow::RIM * point_m,
            ..Overlaid::default()
        }
    }

    /// Density of A less that of B; none without a second run, or if it is of
    /// another venue.
    fn difference(&self, sheet: i8) -> Option<Vec<f32>> {
        let density = |slot: Slot| {
            let run = self.shown(slot)?;
            Some(run.ground.raster.density(&run.people, Some(sheet)))
        };
        let (a, b) = (density(Slot::A)?, density(Slot::B)?);
        (a.len() == b.len()).then(|| a.iter().zip(&b).map(|(a, b)| a - b).collect())
    }

    fn lay_steps(&self, over: &mut Overlaid, densities: &[f32]) {
        let (steps, limits) = (tint::steps(), tint::limits(self.overlay));
        self.lay(over, densities, |per_m2| {
            Some(steps[tint::step(per_m2, limits?)?])
        });
    }

    /// A square at each point of the raster that is painted.
    fn lay(&self, over: &mut Overlaid, values: &[f32], paint: impl Fn(f32) -> Option<Paint>) {
        let Some(run) = self.shown(Slot::A) else {
            return;
        };
        let raster = &run.ground.raster;
        let values = values.iter().enumerate();
        over.side_m = raster.step_m;
        over.squares = values
            .filter_map(|(at, value)| Some((raster.point(at), paint(*value)?)))
            .collect();
    }

    /// Arrows as they are on the map, as large on the ground as they are there.
    fn lay_flow(&self, over: &mut Overlaid, sheet: i8) {
        let Some(run) = self.shown(Slot::A) else {
            return;
        };
        let near = self.camera.points_per_m();
        let side_m = flow::side_m(near);
        let arrows = flow::arrows(&run.people, &run.ground.raster, Some(sheet), side_m);
        over.arrows = arrows.iter().map(|arrow| arrow.shape(1.0 / near)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::quickstart;
    use crate::base::text::Language;
    use crate::cli::prepare::prepare;
    use crate::cli::say::Say;
    use crate::sim::{Row, State};

    /// A crowd in the hall, sixteen on a square metre, moved east so far \[mm\].
    fn crowd(number: u32, moved_mm: i32) -> OwnedFrame {
        let mut frame = OwnedFrame {
            number,
            t_ms: i64::from(number) * 500,
            ..OwnedFrame::default()
        };
        for id in 0..64_u32 {
            let (column, row) = ((id % 8) as i32, (id / 8) as i32);
            frame.push(Row {
                id,
                x_mm: 12_000 + 250 * column + moved_mm,
                y_mm: 5_000 + 250 * row,
                sheet: 0,
                cell: 0,
                state: State::Walking,
            });
        }
        frame
    }

    #[test]
    fn pressures_of_the_sheet_are_painted_as_on_the_map() {
        let say = Say::new(Language::English);
        let prepared = prepare(&quickstart(), None, say).expect("it is there");
        let world = prepared.world.expect("it has no errors");
        let lay = |sheet: i8| Laying {
            over: Overlaid::default(),
            sheet,
            pressure: Some(Box::new((crowd(0, 0), crowd(1, 100)))),
        };
        let over = lay(0).finish(&world);
        let mut probe = PressureProbe::new(&world);
        let points = probe.at(&crowd(0, 0).view(), &crowd(1, 100).view());
        assert!(points.len() > 4, "{}", points.len());
        assert_eq!(over.side_m, probe.spacing_m());
        assert_eq!(over.squares.len(), points.len());
        for ((at, paint), point) in over.squares.iter().zip(&points) {
            assert_eq!((*at, *paint), (point.at, tint::pressure(point.per_s2)));
        }
        assert!(lay(1).finish(&world).squares.is_empty());
    }
}
