//! Symbols of gates, exits, staff, posts and incidents, alike on the map and
//! in the legend. Each is told by its form as well as by its colour.

use std::fmt::Write as _;

use svg::node::element::{Circle, Group, Path, Rectangle, Text};

use super::super::palette;
use super::view::{Spot, unit};
use crate::base::math;
use crate::model::{GateState, IncidentKind, PostKind, Role};

/// Path data of a regular polygon or, with `inner` below 1, a star.
fn polygon(corners: usize, radius: f64, inner: f64) -> String {
    let mut data = String::new();
    let points = if inner < 1.0 { corners * 2 } else { corners };
    for i in 0..points {
        let angle = std::f64::consts::TAU * i as f64 / points as f64 - std::f64::consts::FRAC_PI_2;
        let r = if inner < 1.0 && i % 2 == 1 {
            radius * inner
        } else {
            radius
        };
        let letter = if i == 0 { 'M' } else { 'L' };
        let _ = write!(
            data,
            "{letter}{} {}",
            unit(r * math::cos(angle)),
            unit(r * math::sin(angle))
        );
    }
    data.push('Z');
    data
}

/// Path data of a cross with arms of a third of its width.
fn cross(radius: f64) -> String {
    let (a, b) = (unit(radius * 0.36), unit(radius));
    let (na, nb) = (unit(-radius * 0.36), unit(-radius));
    format!("M{na} {nb}H{a}V{na}H{b}V{a}H{a}V{b}H{na}V{a}H{nb}V{na}H{na}Z")
}

/// A member of staff, at the origin.
pub(crate) fn role(role: Role, radius: f64) -> Group {
    let square = |r: f64| format!("M{0} {0}H{1}V{1}H{0}Z", unit(-r), unit(r));
    let data = match role {
        Role::Police | Role::TrafficPolice => square(radius * 0.86),
        Role::Patrol => polygon(24, radius, 1.0),
        Role::FireCrew => polygon(3, radius * 1.16, 1.0),
        Role::Medic => cross(radius),
        Role::Cadre => polygon(5, radius * 1.22, 0.45),
        Role::Volunteer => polygon(4, radius * 1.1, 1.0),
        Role::Sanitation => polygon(6, radius, 1.0),
    };
    let mut group = Group::new().add(
        Path::new()
            .set("d", data)
            .set("fill", palette::role(role).hex())
            .set("stroke", palette::INK.hex())
            .set("stroke-width", 0.5),
    );
    if role == Role::TrafficPolice {
        group = group.add(
            Path::new()
                .set(
                    "d",
                    format!("M{} 0H{}", unit(-radius * 0.86), unit(radius * 0.86)),
                )
                .set("stroke", palette::INK.hex())
                .set("stroke-width", unit(radius * 0.42)),
        );
    }
    group
}

/// A fixed post, at the origin: a white plate with its sign.
pub(crate) fn post(kind: &PostKind, radius: f64) -> Group {
    let ink = palette::INK.hex();
    let plate = |fill: String| {
        Rectangle::new()
            .set("x", unit(-radius))
            .set("y", unit(-radius))
            .set("width", unit(2.0 * radius))
            .set("height", unit(2.0 * radius))
            .set("rx", unit(radius * 0.3))
            .set("fill", fill)
            .set("stroke", ink.as_str())
            .set("stroke-width", 0.7)
    };
    let group = Group::new();
    match kind {
        PostKind::Medical => group.add(plate(palette::PAPER.hex())).add(
            Path::new()
                .set("d", cross(radius * 0.68))
                .set("fill", palette::role(Role::Medic).hex()),
        ),
        PostKind::Fire => group.add(plate(palette::PAPER.hex())).add(
            Path::new()
                .set("d", flame(radius * 0.72))
                .set("fill", palette::role(Role::FireCrew).hex()),
        ),
        PostKind::Command { .. } => group.add(plate(palette::INK.hex())).add(
            Path::new()
                .set("d", polygon(5, radius * 0.8, 0.42))
                .set("fill", palette::PAPER.hex()),
        ),
        PostKind::Information => group.add(plate(palette::ACCENT.hex())).add(
            Text::new("i")
                .set("text-anchor", "middle")
                .set("y", unit(radius * 0.56))
                .set("font-size", unit(radius * 1.6))
                .set("font-weight", 700)
                .set("fill", palette::PAPER.hex()),
        ),
    }
}

/// Path data of a flame.
fn flame(r: f64) -> String {
    let p = |x: f64, y: f64| format!("{} {}", unit(x * r), unit(y * r));
    format!(
        "M{}C{} {} {}C{} {} {}C{} {} {}C{} {} {}Z",
        p(0.05, -1.0),
        p(0.2, -0.45),
        p(0.75, -0.25),
        p(0.7, 0.35),
        p(0.66, 0.8),
        p(0.3, 1.0),
        p(0.0, 1.0),
        p(-0.3, 1.0),
        p(-0.7, 0.8),
        p(-0.7, 0.3),
        p(-0.7, -0.1),
        p(-0.05, -0.35),
        p(0.05, -1.0),
    )
}

/// An incident, at the origin.
pub(crate) fn incident(kind: &IncidentKind, radius: f64) -> Group {
    let fire = matches!(kind, IncidentKind::Fire { .. });
    if fire {
        return Group::new()
            .add(
                Circle::new()
                    .set("r", unit(radius * 1.25))
                    .set("fill", palette::PAPER.hex())
                    .set("stroke", palette::DANGER.hex())
                    .set("stroke-width", 1.3),
            )
            .add(
                Path::new()
                    .set("d", flame(radius * 0.95))
                    .set("fill", palette::DANGER.hex()),
            );
    }
    Group::new()
        .add(
            Path::new()
                .set("d", polygon(3, radius * 1.4, 1.0))
                .set("fill", palette::PAPER.hex())
                .set("stroke", palette::WARN.hex())
                .set("stroke-width", 1.1)
                .set("stroke-linejoin", "round"),
        )
        .add(
            Path::new()
                .set(
                    "d",
                    format!(
                        "M0 {}V{}M0 {}h0",
                        unit(-radius * 0.55),
                        unit(radius * 0.15),
                        unit(radius * 0.48)
                    ),
                )
                .set("stroke", palette::WARN.hex())
                .set("stroke-width", 1.3)
                .set("stroke-linecap", "round"),
        )
}

/// A gate between two points: open a gap between two posts, held a bar,
/// closed a bar with a cross.
pub(crate) fn gate(state: GateState, a: Spot, b: Spot) -> Group {
    let colour = palette::gate(state).hex();
    let length = a.distance(b).max(1e-6);
    let (ux, uy) = ((b.x - a.x) / length, (b.y - a.y) / length);
    let middle = Spot::new(0.5 * (a.x + b.x), 0.5 * (a.y + b.y));
    // Small gates are drawn at least 9 units wide so that print shows them.
    let half = (length * 0.5).max(4.5);
    let at = |along: f64, across: f64| {
        format!(
            "{} {}",
            unit(middle.x + ux * along - uy * across),
            unit(middle.y + uy * along + ux * across)
        )
    };
    let stroke = |data: String, width: f64| {
        Path::new()
            .set("d", data)
            .set("stroke", colour.as_str())
            .set("stroke-width", unit(width))
            .set("stroke-linecap", "butt")
            .set("fill", "none")
    };
    let halo = Path::new()
        .set(
            "d",
            format!("M{}L{}", at(-half - 1.0, 0.0), at(half + 1.0, 0.0)),
        )
        .set("stroke", palette::PAPER.hex())
        .set("stroke-width", 4.6)
        .set("stroke-linecap", "round");
    let group = Group::new().add(halo);
    match state {
        GateState::Open => group.add(stroke(
            format!(
                "M{}L{}M{}L{}",
                at(-half, -3.4),
                at(-half, 3.4),
                at(half, -3.4),
                at(half, 3.4)
            ),
            2.6,
        )),
        GateState::Held => group.add(stroke(
            format!("M{}L{}", at(-half, 0.0), at(half, 0.0)),
            3.4,
        )),
        GateState::Closed => group
            .add(stroke(
                format!("M{}L{}", at(-half, 0.0), at(half, 0.0)),
                1.6,
            ))
            .add(stroke(
                format!(
                    "M{}L{}M{}L{}",
                    at(-3.2, -3.2),
                    at(3.2, 3.2),
                    at(-3.2, 3.2),
                    at(3.2, -3.2)
                ),
                1.8,
            )),
    }
}

/// An exit's arrow out of the world from a point, with the exit's line.
pub(crate) fn exit(a: Spot, b: Spot, dx: f64, dy: f64) -> Group {
    let middle = Spot::new(0.5 * (a.x + b.x), 0.5 * (a.y + b.y));
    let at = |out: f64, side: f64| {
        format!(
            "{} {}",
            unit(middle.x + dx * out - dy * side),
            unit(middle.y + dy * out + dx * side)
        )
    };
    let ink = palette::INK.hex();
    Group::new()
        .add(
            Path::new()
                .set(
                    "d",
                    format!("M{} {}L{} {}", unit(a.x), unit(a.y), unit(b.x), unit(b.y)),
                )
                .set("stroke", ink.as_str())
                .set("stroke-width", 1.8),
        )
        .add(
            Path::new()
                .set(
                    "d",
                    format!(
                        "M{}L{}L{}L{}L{}L{}L{}Z",
                        at(2.0, -1.5),
                        at(7.0, -1.5),
                        at(7.0, -4.2),
                        at(13.0, 0.0),
                        at(7.0, 4.2),
                        at(7.0, 1.5),
                        at(2.0, 1.5)
                    ),
                )
                .set("fill", ink),
        )
}
