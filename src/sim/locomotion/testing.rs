//! Situations that the models' tests share.

use std::sync::LazyLock;

use super::{Columns, Neighbour, Situation};
use crate::base::Vec2;
use crate::sim::body::Body;
use crate::sim::grid::Seen;

static NOBODY: LazyLock<Columns> = LazyLock::new(Columns::new);

/// A body of 0.18 m that faces east.
pub(super) const SOMEBODY: Body = Body {
    radius: 0.18,
    rho: 0.18,
    ..Body::ABSENT
};

/// On the way east at 1.34 m/s, nobody and nothing near.
pub(super) fn alone() -> Situation<'static> {
    Situation {
        goal: Vec2::new(1.0, 0.0),
        free_speed: 1.34,
        ease: 1.0,
        neighbours: &[],
        columns: &NOBODY,
        walls: &[],
        anchored_s: 0.0,
        id: 0,
        t_s: 0.0,
    }
}

/// Somebody a metre ahead who goes the same way at a speed [m/s].
pub(super) fn ahead(speed: f64) -> Neighbour {
    Neighbour::new(
        Vec2::new(1.0, 0.0),
        0.18,
        Seen {
            heading: Vec2::new(1.0, 0.0),
            goal: Vec2::new(1.0, 0.0),
            speed,
        },
    )
}

/// Somebody straight ahead, at a distance \[m\], who comes towards one.
pub(super) fn oncoming(distance: f64) -> Neighbour {
    Neighbour::new(
        Vec2::new(distance, 0.0),
        0.18,
        Seen {
            heading: Vec2::new(-1.0, 0.0),
            goal: Vec2::new(-1.0, 0.0),
            speed: 1.34,
        },
    )
}
