//! Labels that do not collide.
//!
//! Each label tries places near what it names, from best to worst; it takes
//! the one that hides least, stays nearest and crosses no leader, and never
//! one that touches another label or leaves the page. Those that find no
//! place are left out and counted, so that the caption can say so.

use svg::node::element::{Group, Line, Text};

use super::super::palette;
use super::super::words::width_em;
use super::ink::{Ink, Rect};
use super::view::{Spot, unit};
use crate::base::{Segment, Vec2, math};

/// How a label looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A place: dark and a little larger.
    Place,
    /// A path: quieter.
    Path,
    /// A gate or exit: bold.
    Gate,
    /// What sets the plan off.
    Danger,
    /// What else went wrong.
    Warning,
}

impl Style {
    fn size(self) -> f64 {
        match self {
            Self::Place | Self::Danger => 10.4,
            Self::Gate => 9.6,
            Self::Path | Self::Warning => 9.4,
        }
    }

    fn weight(self) -> &'static str {
        match self {
            Self::Gate | Self::Danger => "600",
            Self::Place => "500",
            Self::Path | Self::Warning => "400",
        }
    }

    fn fill(self) -> String {
        match self {
            Self::Danger => palette::DANGER.hex(),
            Self::Warning => palette::WARN.hex(),
            Self::Path => palette::MUTED.lerp(palette::INK, 0.5).hex(),
            _ => palette::INK.hex(),
        }
    }
}

/// A label that looks for a place.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// What it says.
    pub(super) text: String,
    /// A quieter second line.
    pub(super) sub: Option<String>,
    /// How it looks.
    pub(super) style: Style,
    /// What it names: any of these points will do.
    pub(super) anchors: Vec<Spot>,
    /// Distance to keep from the point [units].
    pub(super) clear: f64,
    /// Whether it may lie right on the point.
    pub(super) centred: bool,
    /// Outline of the place it names, inside which it is best.
    pub(super) home: Vec<Vec<Spot>>,
}

/// A label that found its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// What it says and how.
    pub(super) wanted: Wanted,
    /// Where it lies.
    pub(super) rect: Rect,
    /// The point it names and where the line to it begins, if it lies apart.
    pub(super) leader: Option<(Spot, Spot)>,
}

/// Distances tried round a point [units].
const RINGS: [f64; 9] = [2.0, 6.0, 12.0, 20.0, 30.0, 42.0, 58.0, 78.0, 104.0];
/// Directions tried round a point.
const DIRECTIONS: usize = 16;
/// Size of the second, quieter text over the first.
const SUB: f64 = 0.86;
/// Distance from which a label gets a leader [units].
const LEADER_FROM: f64 = 9.0;

/// Finds places for labels, in their order.
pub(super) fn place(
    wanted: Vec<Wanted>,
    ink: &Ink,
    width: f64,
    height: f64,
) -> (Vec<Placed>, usize) {
    let mut placed: Vec<Placed> = Vec::new();
    let mut left_out = 0;
    for label in wanted {
        match best(&label, &placed, ink, width, height) {
            Some((rect, leader)) => placed.push(Placed {
                wanted: label,
                rect,
                leader,
            }),
            None => left_out += 1,
        }
    }
    (placed, left_out)
}

/// Widest line of a label [em]; longer names of several words take two.
const WIDEST_EM: f64 = 9.5;

/// Height of a line [em].
const LINE_EM: f64 = 1.1;

/// The lines of a name: one, or two of about equal width.
fn lines(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if width_em(text) <= WIDEST_EM || words.len() < 2 {
        return vec![text.to_owned()];
    }
    (1..words.len())
        .map(|at| vec![words[..at].join(" "), words[at..].join(" ")])
        .min_by(|a, b| broadest(a).total_cmp(&broadest(b)))
        .unwrap_or_else(|| vec![text.to_owned()])
}

fn broadest(lines: &[String]) -> f64 {
    lines.iter().map(|line| width_em(line)).fold(0.0, f64::max)
}

fn size(label: &Wanted) -> (f64, f64) {
    let font = label.style.size();
    let lines = lines(&label.text);
    let mut width = broadest(&lines);
    let mut height = lines.len() as f64 * LINE_EM;
    if let Some(sub) = &label.sub {
        width = width.max(width_em(sub) * SUB);
        height += LINE_EM * SUB;
    }
    (width * font + 2.0, height * font)
}

type Choice = (Rect, Option<(Spot, Spot)>);

fn best(label: &Wanted, placed: &[Placed], ink: &Ink, width: f64, height: f64) -> Option<Choice> {
    let (w, h) = size(label);
    let mut best: Option<(f64, Choice)> = None;
    for (i, anchor) in label.anchors.iter().enumerate() {
        for (rect, distance) in candidates(*anchor, w, h, label) {
            if !rect.within(width, height)
                || placed.iter().any(|other| other.rect.overlaps(&rect, 2.0))
            {
                continue;
            }
            let leader = (distance > LEADER_FROM).then(|| (*anchor, rect.nearest(*anchor)));
            let crossing = crossings(&rect, leader, placed);
            let hides = if is_home(&rect, &label.home) {
                4.0
            } else {
                12.0
            };
            let mut cost = ink.mean(&rect) * hides + distance * 0.55 + i as f64 * 1.5;
            cost += crossing as f64 * 40.0;
            if leader.is_some() {
                cost += 4.0;
            }
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, (rect, leader)));
            }
        }
    }
    best.map(|(_, choice)| choice)
}

/// Whether a box lies in an outline: its corners and its middle do (even-odd).
fn is_home(rect: &Rect, home: &[Vec<Spot>]) -> bool {
    let corners = [
        Spot::new(rect.x, rect.y),
        Spot::new(rect.x + rect.w, rect.y),
        Spot::new(rect.x, rect.y + rect.h),
        Spot::new(rect.x + rect.w, rect.y + rect.h),
        rect.middle(),
    ];
    !home.is_empty() && corners.iter().all(|p| holds(home, *p))
}

fn holds(rings: &[Vec<Spot>], p: Spot) -> bool {
    let mut inside = false;
    for ring in rings {
        for i in 0..ring.len() {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
                inside = !inside;
            }
        }
    }
    inside
}

/// Boxes round a point with their distance from it.
fn candidates(anchor: Spot, w: f64, h: f64, label: &Wanted) -> Vec<(Rect, f64)> {
    let mut out = Vec::with_capacity(RINGS.len() * DIRECTIONS + 1);
    if label.centred {
        out.push((Rect::around(anchor, w, h), 0.0));
    }
    for ring in RINGS {
        for i in 0..DIRECTIONS {
            let angle = i as f64 / DIRECTIONS as f64 * std::f64::consts::TAU;
            let (dx, dy) = (math::cos(angle), math::sin(angle));
            let reach = label.clear + ring;
            // The box hangs on the ray's end by its nearest edge or corner.
            let most = dx.abs().max(dy.abs());
            let middle = Spot::new(
                anchor.x + dx * reach + dx / most * w * 0.5,
                anchor.y + dy * reach + dy / most * h * 0.5,
            );
            out.push((Rect::around(middle, w, h), ring));
        }
    }
    out
}

/// How often a label or its leader would cross what is there already.
fn crossings(rect: &Rect, leader: Option<(Spot, Spot)>, placed: &[Placed]) -> usize {
    let mut count = 0;
    for other in placed {
        if let Some(theirs) = other.leader {
            count += usize::from(line_meets(theirs, rect));
            if let Some(ours) = leader {
                count += usize::from(segment(ours).crossing(segment(theirs)).is_some());
            }
        }
        if let Some(ours) = leader {
            count += usize::from(line_meets(ours, &other.rect));
        }
    }
    count
}

fn segment((a, b): (Spot, Spot)) -> Segment {
    Segment::new(Vec2::new(a.x, a.y), Vec2::new(b.x, b.y))
}

fn line_meets(line: (Spot, Spot), rect: &Rect) -> bool {
    let inside =
        |p: Spot| p.x > rect.x && p.x < rect.x + rect.w && p.y > rect.y && p.y < rect.y + rect.h;
    let (a, b) = (
        Spot::new(rect.x, rect.y),
        Spot::new(rect.x + rect.w, rect.y + rect.h),
    );
    let (c, d) = (Spot::new(a.x, b.y), Spot::new(b.x, a.y));
    inside(line.0)
        || inside(line.1)
        || segment(line).crossing(segment((a, b))).is_some()
        || segment(line).crossing(segment((c, d))).is_some()
}

/// Draws labels with a halo of the ground's colour, and their leaders.
pub(super) fn draw(placed: &[Placed]) -> Group {
    let mut leaders = Group::new()
        .set("stroke", palette::MUTED.hex())
        .set("stroke-width", 0.6);
    let mut texts = Group::new()
        .set("text-anchor", "middle")
        .set("stroke", palette::PAPER.hex())
        .set("stroke-opacity", 0.88)
        .set("stroke-width", 2.4)
        .set("stroke-linejoin", "round")
        .set("paint-order", "stroke");
    for label in placed {
        if let Some((from, to)) = label.leader {
            leaders = leaders.add(
                Line::new()
                    .set("x1", unit(from.x))
                    .set("y1", unit(from.y))
                    .set("x2", unit(to.x))
                    .set("y2", unit(to.y)),
            );
        }
        let lines = lines(&label.wanted.text);
        for (i, text) in lines.iter().enumerate() {
            texts = texts.add(line(label, text, 0.88 + LINE_EM * i as f64, 1.0));
        }
        if let Some(sub) = &label.wanted.sub {
            let baseline = LINE_EM * lines.len() as f64 + 0.78;
            texts = texts.add(line(label, sub, baseline, SUB));
        }
    }
    Group::new().add(leaders).add(texts)
}

fn line(label: &Placed, text: &str, baseline_em: f64, scale: f64) -> Text {
    let style = label.wanted.style;
    let (fill, weight) = if scale < 1.0 {
        (palette::MUTED.hex(), "400")
    } else {
        (style.fill(), style.weight())
    };
    Text::new(text)
        .set("x", unit(label.rect.middle().x))
        .set("y", unit(label.rect.y + style.size() * baseline_em))
        .set("font-size", unit(style.size() * scale))
        .set("font-weight", weight)
        .set("fill", fill)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str, x: f64, y: f64) -> Wanted {
        Wanted {
            text: text.to_owned(),
            sub: None,
            style: Style::Place,
            anchors: vec![Spot::new(x, y)],
            clear: 0.0,
            centred: true,
            home: Vec::new(),
        }
    }

    #[test]
    fn thirty_labels_round_one_point_do_not_touch() {
        let labels: Vec<Wanted> = (0..30)
            .map(|i| wanted(&format!("Gate {i}"), 300.0 + f64::from(i), 200.0))
            .collect();
        let ink = Ink::new(680.0, 500.0);
        let (placed, left_out) = place(labels, &ink, 680.0, 500.0);
        assert_eq!(placed.len() + left_out, 30);
        assert!(placed.len() >= 25, "only {} found a place", placed.len());
        for (i, a) in placed.iter().enumerate() {
            assert!(a.rect.within(680.0, 500.0));
            for b in &placed[i + 1..] {
                assert!(!a.rect.overlaps(&b.rect, 0.0));
            }
        }
    }

    #[test]
    fn long_names_take_two_lines_of_like_width() {
        assert_eq!(lines("Terrace"), ["Terrace"]);
        assert_eq!(
            lines("Court behind the stone gate"),
            ["Court behind", "the stone gate"]
        );
        assert_eq!(
            lines("狮象平台前的大广场入口处"),
            ["狮象平台前的大广场入口处"]
        );
    }

    #[test]
    fn a_label_without_room_is_counted_not_drawn() {
        let ink = Ink::new(20.0, 20.0);
        let (placed, left_out) = place(vec![wanted("much too long", 10.0, 10.0)], &ink, 20.0, 20.0);
        assert!(placed.is_empty());
        assert_eq!(left_out, 1);
    }
}
