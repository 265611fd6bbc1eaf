//! Drawings of the map: the overlay and its legend are those of the window.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::command::{AppCommand, Mode, Overlay, Slot};
use super::people::People;
use super::session::Session;
use super::tests::{wait, with_run};
use super::{flow, tint};
use crate::analysis::report::palette::{self, Paint};
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::base::text::Language;

/// Width of a drawing, and its least and greatest height [units].
const WIDTH: f64 = 680.0;
const HEIGHTS: (f64, f64) = (160.0, 480.0);

/// A session with a run of the quickstart, looked at as a whole.
fn looking(folder: &Path, until_s: f64) -> Session {
    let mut session = with_run(folder, until_s);
    session.camera.set_size(900.0, 600.0);
    session.perform(AppCommand::FrameAll);
    session
}

fn seek(session: &mut Session, t_ms: f64) {
    session.perform(AppCommand::Seek(t_ms));
    session.advance(0.0);
}

fn drawings(session: &Session) -> BTreeSet<PathBuf> {
    let kept = session.run().and_then(|run| run.folder.clone());
    let Ok(entries) = std::fs::read_dir(kept.expect("it is kept").join("review")) else {
        return BTreeSet::new();
    };
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

/// The drawing of the moment.
fn drawn(session: &mut Session) -> String {
    let before = drawings(session);
    session.message = None;
    session.perform(AppCommand::SaveDrawing);
    wait(session, |session| session.message.is_some());
    let message = session.message.take().expect("it is told");
    assert!(!message.is_error, "{message:?}");
    let after = drawings(session);
    let new: Vec<&PathBuf> = after.difference(&before).collect();
    assert_eq!(new.len(), 1, "{message:?}");
    std::fs::read_to_string(new[0]).expect("a drawing")
}

/// A drawing with an overlay.
fn with_overlay(session: &mut Session, overlay: Overlay) -> String {
    session.perform(AppCommand::Lay(overlay));
    drawn(session)
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let from = tag.split_once(&format!(" {name}=\"")).expect(name).1;
    from.split_once('"').expect("it ends").0
}

/// What is in a group of a class, tag by tag; none if it is not there.
fn group<'a>(svg: &'a str, class: &str) -> Option<Vec<&'a str>> {
    let (_, rest) = svg.split_once(&format!("<g class=\"{class}\""))?;
    let mut open = 1;
    let mut tags = Vec::new();
    for tag in rest.split('<').skip(1) {
        if tag.starts_with("g ") || tag.starts_with("g>") {
            open += 1;
        } else if tag.starts_with("/g") {
            open -= 1;
        }
        if open == 0 {
            break;
        }
        tags.push(tag);
    }
    Some(tags)
}

/// Words of the legend, in order.
fn legend(svg: &str) -> Option<Vec<String>> {
    let words = |tag: &&str| {
        let (_, text) = tag.strip_prefix("text ")?.split_once('>')?;
        Some(text.trim().replace("&gt;", ">"))
    };
    Some(group(svg, "legend")?.iter().filter_map(words).collect())
}

/// The squares of a drawing, as somebody finds them who looks at the page.
struct Squares {
    seen: Bounds,
    side: f64,
    corner: (f64, f64),
    /// Colour, opacity, column, row and width.
    runs: Vec<(String, String, i64, i64, i64)>,
}

impl Squares {
    fn of(session: &Session, svg: &str) -> Self {
        let tags = group(svg, "overlay").expect("an overlay");
        let matrix = attribute(tags[0], "transform");
        let numbers: Vec<f64> = (matrix.trim_start_matches("matrix("))
            .trim_end_matches(')')
            .split(' ')
            .map(|number| number.parse().expect("a number"))
            .collect();
        let mut runs = Vec::new();
        for path in tags.iter().filter(|tag| tag.starts_with("path ")) {
            let data = attribute(path, "d");
            for run in data.split('M').skip(1) {
                let (place, rest) = run.split_once('h').expect("a rectangle");
                let (column, row) = place.split_once(' ').expect("a place");
                let (width, _) = rest.split_once('v').expect("a width");
                let number = |text: &str| text.parse::<i64>().expect("a number");
                runs.push((
                    attribute(path, "fill").to_owned(),
                    attribute(path, "fill-opacity").to_owned(),
                    number(column),
                    number(row),
                    number(width),
                ));
            }
        }
        Self {
            seen: session.camera.seen(),
            side: numbers[0],
            corner: (numbers[4], numbers[5]),
            runs,
        }
    }

    fn count(&self) -> i64 {
        self.runs.iter().map(|run| run.4).sum()
    }

    /// What the ground is painted with at a point.
    fn at(&self, p: Vec2) -> Option<(String, String)> {
        let size = self.seen.size();
        let scale = (WIDTH / size.x).min(HEIGHTS.1 / size.y);
        let height = (size.y * scale).clamp(HEIGHTS.0, HEIGHTS.1);
        let by = p - self.seen.min.lerp(self.seen.max, 0.5);
        let (x, y) = (0.5 * WIDTH + by.x * scale, 0.5 * height - by.y * scale);
        let column = ((x - self.corner.0) / self.side).floor() as i64;
        let row = ((self.corner.1 - y) / self.side).floor() as i64;
        let here = |run: &&(String, String, i64, i64, i64)| {
            run.3 == row && (run.2..run.2 + run.4).contains(&column)
        };
        let found: Vec<_> = self.runs.iter().filter(here).collect();
        assert!(found.len() < 2, "two paints at {p:?}");
        found.first().map(|run| (run.0.clone(), run.1.clone()))
    }

    /// Whether every point of the raster that is seen has the paint of its
    /// value; gives how many have one and how many none.
    fn compare(
        &self,
        session: &Session,
        values: &[f32],
        paint: impl Fn(f32) -> Option<Paint>,
    ) -> (usize, usize) {
        let raster = &session.run().expect("a run").ground.raster;
        let (mut painted, mut clear) = (0, 0);
        for at in (0..raster.len()).filter(|at| self.seen.contains(raster.point(*at))) {
            let expected = paint(values[at]).map(|paint| (paint.colour.hex(), paint.opacity()));
            let found = self.at(raster.point(at));
            assert_eq!(found, expected, "at {:?}", raster.point(at));
            match found {
                Some(_) => painted += 1,
                None => clear += 1,
            }
        }
        (painted, clear)
    }
}

fn stepped(overlay: Overlay) -> impl Fn(f32) -> Option<Paint> {
    move |per_m2| Some(tint::steps()[tint::step(per_m2, tint::limits(overlay)?)?])
}

#[test]
fn a_drawing_has_the_colours_of_the_map_where_people_are_and_none_where_nobody_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = looking(folder.path(), 60.0);
    seek(&mut session, 40_250.0);
    let mut found = Vec::new();
    for overlay in [Overlay::Density, Overlay::Fruin] {
        let svg = with_overlay(&mut session, overlay);
        assert!(svg.contains("h0"), "people are there, too");
        assert!(
            svg.find("class=\"overlay\"") < svg.find("h0"),
            "under the people"
        );
        let squares = Squares::of(&session, &svg);
        let run = session.run().expect("a run");
        let density = run.ground.raster.density(&run.people, Some(0));
        let (painted, clear) = squares.compare(&session, &density, stepped(overlay));
        assert!(painted > 500 && clear > 500, "{painted} {clear}");
        let people: Vec<Vec2> = (0..run.people.len())
            .map(|n| Vec2::new(f64::from(run.people.x[n]), f64::from(run.people.y[n])))
            .collect();
        let mut nobody = 0;
        for at in (0..run.ground.raster.len()).map(|at| run.ground.raster.point(at)) {
            let nearest = people.iter().map(|p| p.distance(at)).reduce(f64::min);
            if nearest.is_none_or(|nearest| nearest > 1.4) {
                assert_eq!(squares.at(at), None, "nobody is at {at:?}");
                nobody += 1;
            }
        }
        assert!(nobody > 500, "{nobody}");
        let seated = people.iter().filter(|p| squares.at(**p).is_some()).count();
        assert!(seated * 10 > people.len() * 9, "{seated}");
        found.push(squares.runs);
    }
    assert_ne!(found[0], found[1], "two scales");
}

#[test]
fn the_highest_density_of_a_drawing_is_that_until_its_moment() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = looking(folder.path(), 60.0);
    session.perform(AppCommand::Lay(Overlay::MaxDensity));
    wait(&mut session, |session| {
        let run = session.run().expect("a run");
        run.survey.known_until_ms() >= 60_000
    });
    let mut counts = Vec::new();
    for t_ms in [60_000.0, 5_000.0] {
        seek(&mut session, t_ms);
        let svg = drawn(&mut session);
        let squares = Squares::of(&session, &svg);
        let highest = session.run().expect("a run").highest.clone();
        squares.compare(&session, &highest, stepped(Overlay::MaxDensity));
        counts.push(squares.count());
        let words = legend(&svg).expect("a legend");
        assert_eq!(words[0], "Highest so far, within 1 m, /m²");
    }
    assert!(counts[0] > counts[1] + 100, "{counts:?}");
}

#[test]
fn a_difference_is_drawn_of_two_runs_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = looking(folder.path(), 20.0);
    seek(&mut session, 10_000.0);
    let svg = with_overlay(&mut session, Overlay::Difference);
    assert!(group(&svg, "overlay").is_none() && legend(&svg).is_none());
    let kept = session.run().and_then(|run| run.folder.clone());
    session.perform(AppCommand::Open(Slot::B, kept.expect("it is kept")));
    wait(&mut session, |session| {
        let other = session.runs[1].as_ref();
        other.is_some_and(|run| !run.growing && run.people.len() > 100)
    });
    let svg = drawn(&mut session);
    assert!(group(&svg, "overlay").is_none());
    let words = legend(&svg).expect("a legend");
    assert_eq!(
        words,
        ["Density of A less that of B, /m²", "more in A", "more in B"]
    );
    session.runs[1].as_mut().expect("a run").people = People::default();
    let svg = drawn(&mut session);
    let squares = Squares::of(&session, &svg);
    let run = session.run().expect("a run");
    let density = run.ground.raster.density(&run.people, Some(0));
    let (painted, _) = squares.compare(&session, &density, tint::difference);
    assert!(painted > 300, "{painted}");
}

#[test]
fn flow_is_drawn_as_arrows_above_everyone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = looking(folder.path(), 60.0);
    seek(&mut session, 40_250.0);
    let svg = with_overlay(&mut session, Overlay::Flow);
    assert!(group(&svg, "overlay").is_none());
    let side_m = flow::side_m(session.camera.points_per_m());
    let run = session.run().expect("a run");
    let arrows = flow::arrows(&run.people, &run.ground.raster, Some(0), side_m);
    let tags = group(&svg, "arrows").expect("arrows");
    let heads = tags.iter().rev().find(|tag| tag.starts_with("path "));
    let heads = attribute(heads.expect("a path"), "d").matches('z').count();
    assert!(heads > 3, "{heads}");
    assert_eq!(heads, arrows.len());
    assert!(svg.rfind("h0") < svg.find("class=\"arrows\""));
    let words = legend(&svg).expect("a legend");
    assert_eq!(words, ["Mean velocity; length: specific flow", "1 /(m·s)"]);
}

#[test]
fn the_legend_of_a_drawing_says_which_scale_it_is_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = looking(folder.path(), 10.0);
    seek(&mut session, 8_000.0);
    let fruin = [
        "A ≤ 0.31",
        "B ≤ 0.43",
        "C ≤ 0.72",
        "D ≤ 1.08",
        "E ≤ 2.17",
        "F > 2.17",
    ];
    let density = ["A ≤ 1", "B ≤ 2", "C ≤ 3", "D ≤ 4", "E ≤ 5", "F > 5"];
    let pressure = ["0", "0.01", "0.02", "0.03", "≥ 0.04"];
    let cases: [(Overlay, &str, &str, &[&str]); 3] = [
        (
            Overlay::Fruin,
            "Fruin 1971, walkways, /m²",
            "弗鲁因 1971 步道标准（/m²）",
            &fruin,
        ),
        (
            Overlay::Density,
            "People within 1 m, /m²",
            "1 m 内人数密度（/m²）",
            &density,
        ),
        (
            Overlay::Pressure,
            "Crowd pressure where above 4 /m², /s²",
            "密度超过 4 /m² 处的人群压力（/s²）",
            &pressure,
        ),
    ];
    for (overlay, english, chinese, entries) in cases {
        for (language, title) in [(Language::English, english), (Language::Chinese, chinese)] {
            session.perform(AppCommand::Speak(language));
            let svg = with_overlay(&mut session, overlay);
            let words = legend(&svg).expect("a legend");
            assert_eq!(words[0], title);
            assert_eq!(words[1..], *entries, "{overlay:?}");
            if overlay != Overlay::Pressure {
                let legend = group(&svg, "legend").expect("a legend").join("");
                for colour in palette::DENSITY {
                    assert!(legend.contains(&colour.hex()), "{colour:?}");
                }
            }
        }
    }
}

#[test]
fn without_an_overlay_and_without_a_run_a_drawing_has_neither_squares_nor_legend() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = looking(folder.path(), 10.0);
    seek(&mut session, 8_000.0);
    let plain = |svg: &str| {
        let marks = ["overlay", "legend", "arrows"];
        marks.iter().all(|class| group(svg, class).is_none())
    };
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let height = |svg: &str| number(attribute(svg, "height"));
    let breadth = |svg: &str| {
        let discs = |tag: &&str| tag.contains("h0") && tag.starts_with("path ");
        let discs = svg.split('<').find(discs).expect("people");
        number(attribute(discs, "stroke-width"))
    };
    let without = with_overlay(&mut session, Overlay::None);
    assert!(plain(&without));
    let with = with_overlay(&mut session, Overlay::Density);
    assert!(!plain(&with));
    assert!(
        height(&with) > height(&without) + 20.0,
        "the legend is below the map"
    );
    assert!(
        (breadth(&with) / breadth(&without) - 0.5).abs() < 0.05,
        "small people leave the colours to be seen"
    );
    session.perform(AppCommand::SetMode(Mode::Plan));
    let planned = drawn(&mut session);
    assert!(plain(&planned), "while one plans no run is on the map");
}
