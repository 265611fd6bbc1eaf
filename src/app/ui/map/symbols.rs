//! The symbols of people, as one small picture: one draw for all of them.
//!
//! Visitors are discs; staff differ by shape as well as by colour: police
//! square, traffic police square with a bar, patrol circle, fire crew
//! triangle, medic cross, cadre star, volunteer diamond, sanitation hexagon.

use egui::{Color32, ColorImage, Pos2, Rect, Vec2, pos2, vec2};

use crate::model::Role;

/// Side of a symbol's field in the picture \[pixels\].
const FIELD: usize = 48;
/// Share of the field that a symbol fills.
const FILL: f32 = 0.84;

/// A symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// A visitor.
    Disc,
    /// Volunteer.
    Diamond,
    /// Round somebody hurt or selected.
    Ring,
    /// Police.
    Square,
    /// Traffic police.
    BarredSquare,
    /// Patrol.
    Circle,
    /// Fire crew.
    Triangle,
    /// Medic.
    Cross,
    /// Cadre.
    Star,
    /// Sanitation.
    Hexagon,
}

impl Symbol {
    const ALL: [Self; 10] = [
        Self::Disc,
        Self::Diamond,
        Self::Ring,
        Self::Square,
        Self::BarredSquare,
        Self::Circle,
        Self::Triangle,
        Self::Cross,
        Self::Star,
        Self::Hexagon,
    ];

    /// The symbol of a role.
    pub(crate) fn of(role: Role) -> Self {
        match role {
            Role::Police => Self::Square,
            Role::TrafficPolice => Self::BarredSquare,
            Role::Patrol => Self::Circle,
            Role::FireCrew => Self::Triangle,
            Role::Medic => Self::Cross,
            Role::Cadre => Self::Star,
            Role::Volunteer => Self::Diamond,
            Role::Sanitation => Self::Hexagon,
        }
    }

    /// Its field in the picture, as shares of its size.
    pub(crate) fn uv(self) -> Rect {
        let width = 1.0 / Self::ALL.len() as f32;
        let at = self as usize as f32 * width;
        Rect::from_min_max(pos2(at, 0.0), pos2(at + width, 1.0))
    }

    /// How far a point lies outside the symbol; negative inside. The symbol
    /// has a radius of 1.
    fn distance(self, p: Vec2) -> f32 {
        let (x, y) = (p.x.abs(), p.y.abs());
        match self {
            Self::Disc | Self::Circle => p.length() - 0.92,
            Self::Ring => (p.length() - 0.84).abs() - 0.12,
            Self::Square => x.max(y) - 0.78,
            Self::BarredSquare => {
                let square = x.max(y) - 0.82;
                let bar = (y - 0.17).max(x - 0.9);
                square.max(-bar)
            }
            Self::Triangle => {
                let side = (0.866 * x + 0.5 * -p.y) - 0.55;
                side.max(p.y - 0.72)
            }
            Self::Cross => {
                let upright = (x - 0.3).max(y - 0.92);
                let across = (y - 0.3).max(x - 0.92);
                upright.min(across)
            }
            Self::Star => {
                // Ten corners, at two radii in turn.
                let turn = p.x.atan2(-p.y).abs() / std::f32::consts::TAU * 10.0;
                let (a, b) = if (turn as usize).is_multiple_of(2) {
                    (1.0, 0.45)
                } else {
                    (0.45, 1.0)
                };
                let t = turn.fract();
                let angle = std::f32::consts::TAU / 10.0;
                let (from, to) = (vec2(a, 0.0), vec2(b * angle.cos(), b * angle.sin()));
                let here = vec2((t * angle).cos(), (t * angle).sin()) * p.length();
                let edge = to - from;
                let normal = vec2(edge.y, -edge.x).normalized();
                (here - from).dot(normal)
            }
            Self::Diamond => (x + y) * std::f32::consts::FRAC_1_SQRT_2 - 0.68,
            Self::Hexagon => (0.866 * x + 0.5 * y).max(y) - 0.8,
        }
    }
}

/// The picture of all symbols, white on nothing, to be tinted.
pub(crate) fn picture() -> ColorImage {
    let (width, height) = (FIELD * Symbol::ALL.len(), FIELD);
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let symbol = Symbol::ALL[x / FIELD];
            let along = |at: usize| (at as f32 + 0.5) / FIELD as f32 * 2.0 - 1.0;
            let p = vec2(along(x % FIELD), along(y)) / FILL;
            // As soft as a pixel of a small symbol is large.
            let soft = 0.16;
            let alpha = (0.5 - symbol.distance(p) / soft).clamp(0.0, 1.0);
            pixels.push(Color32::from_white_alpha((alpha * 255.0).round() as u8));
        }
    }
    ColorImage::new([width, height], pixels)
}

/// A square round a point that holds a symbol of a radius.
pub(crate) fn square(at: Pos2, radius: f32) -> Rect {
    Rect::from_center_size(at, Vec2::splat(2.0 * radius / FILL))
}

/// A visitor's disc as the triangle round it, from its middle, with the places in the
/// picture: three corners instead of four, as there are so many of them. The triangle
/// reaches into the field of the diamond, where that is empty.
pub(crate) fn disc(radius: f32) -> [(Vec2, Pos2); 3] {
    let field = Symbol::Disc.uv();
    let side = 3.0_f32.sqrt();
    [vec2(-side, 1.0), vec2(side, 1.0), vec2(0.0, -2.0)].map(|corner| {
        let in_field = 0.5 * FILL * corner * field.size();
        (corner * radius, field.center() + in_field)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_a_disc_is_nothing_but_the_disc() {
        let picture = picture();
        let corners = disc(1.0);
        // Between the corners, by their shares.
        let steps = 200;
        let mut filled = 0;
        for a in 0..=steps {
            for b in 0..=steps - a {
                let shares = [a, b, steps - a - b].map(|n| n as f32 / steps as f32);
                let (mut p, mut uv) = (Vec2::ZERO, Vec2::ZERO);
                for ((corner, at), share) in corners.iter().zip(shares) {
                    p += share * *corner;
                    uv += share * at.to_vec2();
                }
                // As a sampler does beyond the edge.
                let at = |uv: f32, size: usize| {
                    ((uv * size as f32).floor().max(0.0) as usize).min(size - 1)
                };
                let pixel = picture[(at(uv.x, picture.width()), at(uv.y, picture.height()))];
                let outside = Symbol::Disc.distance(p);
                match pixel.a() {
                    255 => assert!(outside < 0.05, "{p:?}"),
                    0 => assert!(outside > -0.05, "{p:?}"),
                    _ => assert!(outside.abs() < 0.2, "{p:?}"),
                }
                filled += usize::from(pixel.a() == 255);
            }
        }
        assert!(filled > 5_000, "{filled}");
        // All of the disc is in the triangle: its sides are 1 from the middle.
        assert!(Symbol::Disc.distance(vec2(0.0, 1.0)) >= 0.08 - 1e-6);
    }

    #[test]
    fn every_symbol_is_there_and_unlike_the_others() {
        let picture = picture();
        let field = |symbol: Symbol| -> Vec<bool> {
            let from = symbol as usize * FIELD;
            (0..FIELD * FIELD)
                .map(|n| picture[(from + n % FIELD, n / FIELD)].a() > 127)
                .collect()
        };
        for (at, symbol) in Symbol::ALL.into_iter().enumerate() {
            let filled = field(symbol).iter().filter(|on| **on).count();
            let share = filled as f64 / (FIELD * FIELD) as f64;
            assert!((0.1..0.8).contains(&share), "{symbol:?}: {share}");
            assert_eq!(symbol as usize, at);
            for other in Symbol::ALL.into_iter().take(at) {
                // A patrol's circle is a visitor's disc, larger and coloured.
                if (other, symbol) == (Symbol::Disc, Symbol::Circle) {
                    continue;
                }
                let (a, b) = (field(symbol), field(other));
                let unlike = a.iter().zip(&b).filter(|(a, b)| a != b).count();
                assert!(
                    unlike > FIELD * FIELD / 40,
                    "{symbol:?} looks like {other:?}"
                );
            }
        }
    }
}
