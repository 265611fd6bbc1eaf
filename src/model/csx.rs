//! Parameters of the extended collision-free speed model (`csx`), the
//! default. What each does is in `docs/movement.md`, with the experiments
//! behind the values; ranges are what was tried or what keeps the step stable.

use serde::{Deserialize, Serialize};

use super::limits::Range;
use super::walking::Quantity;

/// Makes a struct of numbers of a table, in which each stands once: with its
/// default, name in the catalogue of texts, unit and range.
macro_rules! numbers {
    ($(#[$about:meta])* $name:ident: $(
        $(#[$doc:meta])* $field:ident = $value:literal $unit:literal in $min:literal..$max:literal, $key:literal;
    )*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(
                $(#[$doc])*
                #[doc = concat!("Unit: ", $unit, "; range: ", $min, " to ", $max, ".")]
                pub $field: f64,
            )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $value,)* }
            }
        }

        impl $name {
            /// Its numbers, in the order of the fields.
            #[must_use]
            pub fn quantities(&self) -> Vec<Quantity> {
                vec![$(Quantity {
                    field: stringify!($field),
                    key: $key,
                    value: self.$field,
                    unit: $unit,
                    range: Range::new($min, $max),
                },)*]
            }
        }
    };
}

numbers! {
    /// Parameters of the extended collision-free speed model (`csx`).
    Csx:

    /// Time gap T: speed is free distance over T.
    time_gap_s = 1.06 "s" in 0.3..3.0, "time-gap";
    /// Relaxation time of the heading τ.
    turn_time_s = 0.2 "s" in 0.1..2.0, "turn-time";
    /// Strength of repulsion by neighbours a.
    neighbour_strength = 2.5 "–" in 0.0..20.0, "neighbour-strength";
    /// Range of repulsion by neighbours δ.
    neighbour_range_m = 0.11 "m" in 0.01..0.5, "neighbour-range";
    /// Strength of repulsion by walls.
    wall_strength = 2.0 "–" in 0.0..20.0, "wall-strength";
    /// Range of repulsion by walls.
    wall_range_m = 0.02 "m" in 0.005..0.05, "wall-range";
    /// Gap to a wall below which one comes up to it the slower, and at it walks
    /// along it.
    wall_approach_m = 0.2 "m" in 0.01..0.5, "wall-approach";
    /// Strength of giving way sideways k.
    giving_way = 2.5 "–" in 0.0..10.0, "giving-way";
    /// Distance ahead at which one gives way X.
    giving_way_range_m = 1.0 "m" in 0.2..5.0, "giving-way-range";
    /// Lateral offset over l beyond which nobody gives way.
    give_way_width = 2.0 "–" in 1.0..4.0, "give-way-width";
    /// Share s of giving way to fellow walkers ahead, whom one overtakes, over
    /// giving way to people who come towards one.
    overtaking = 0.15 "–" in 0.0..1.0, "overtaking";
    /// Lateral offset κ, as a share of l, up to which people are passed on the
    /// right where some come towards one.
    keep_right = 0.6 "–" in 0.0..1.0, "keep-right";
    /// The same among fellow walkers alone, who are straight ahead within it.
    straight_ahead = 0.05 "–" in 0.0..0.5, "straight-ahead";
    /// Share β of l within which a neighbour ahead slows one down.
    shoulder = 0.4 "–" in 0.2..1.0, "shoulder";
    /// Free distance gained per distance by which a neighbour ahead stands off
    /// that share g.
    passing = 6.0 "–" in 0.0..20.0, "passing";
    /// Speed of a fellow walker ahead at which the whole of that is gained.
    passing_speed_m_s = 0.5 "m/s" in 0.05..2.0, "passing-speed";
    /// Gap h kept behind fellow walkers who are held up.
    standing_gap_m = 0.08 "m" in 0.0..0.3, "standing-gap";
    /// Share of the radius to which one turns when pressed.
    turned_radius = 0.8 "–" in 0.5..1.0, "turned-radius";
    /// Distance beyond which neighbours do not count.
    cutoff_m = 2.0 "m" in 0.8..4.0, "cutoff";
    /// Speed under which a person counts as slow.
    slow_speed_m_s = 0.15 "m/s" in 0.0..0.5, "slow-speed";
    /// Slow for so long, a person turns the shoulders.
    slow_time_s = 0.1 "s" in 0.0..5.0, "slow-time";
    /// Time constant of turning the shoulders.
    shoulders_turn_s = 0.3 "s" in 0.05..10.0, "shoulders-turn";
    /// Time constant of turning them back: who got into a neck with turned
    /// shoulders is through it before they are straight again.
    shoulders_back_s = 4.0 "s" in 0.05..60.0, "shoulders-back";
    /// Who goes one's own way within this gap has the way ahead taken.
    fellow_gap_m = 0.18 "m" in 0.0..1.0, "fellow-gap";
    /// Cosine between the goals of two people above which they are fellows.
    fellow_cosine = 0.3 "–" in -1.0..1.0, "fellow-cosine";
    /// Free distance that is left for a shuffle straight behind a fellow.
    shuffle_m = 0.05 "m" in 0.0..0.2, "shuffle";
    /// Lateral offset over l within which a fellow is straight ahead there.
    shuffle_width = 0.45 "–" in 0.0..1.0, "shuffle-width";
    /// Share of l by which bodies come nearer than that, shuffling up straight
    /// behind a fellow, and no further: chests are 0.28 m deep where
    /// shoulders are 0.45 m broad, and the circle stands for both.
    chest = 0.2 "–" in 0.0..0.5, "chest";
    /// Slow for so long with a fellow right ahead, a person stands in the midst
    /// of a press.
    pressed_after_s = 0.5 "s" in 0.0..60.0, "pressed-after";
    /// Time between two looks of who stands there (assumption: about the time
    /// a person takes to react).
    look_every_s = 0.2 "s" in 0.0..2.0, "look-every";
    /// Blocked for so long, a person begins to squeeze through.
    squeeze_after_s = 2.0 "s" in 0.0..600.0, "squeeze-after";
    /// Not come half a metre further for so long, a person does so too.
    squeeze_anchored_s = 10.0 "s" in 0.0..600.0, "squeeze-anchored";
    /// Not come half a metre further for so long while others get on close
    /// ahead, a person squeezes even behind a fellow.
    patience_s = 30.0 "s" in 0.0..3600.0, "patience";
    /// Who gets on within this distance is seen to do so by those held up.
    getting_on_m = 1.5 "m" in 0.5..4.0, "getting-on";
    /// Speed of squeezing through.
    squeeze_speed_m_s = 0.3 "m/s" in 0.0..1.0, "squeeze-speed";
    /// Share of l nearer than which nobody squeezes on towards somebody ahead.
    squeeze_distance = 0.95 "–" in 0.5..1.0, "squeeze-distance";
    /// Length of the turns in which blocked people squeeze.
    squeeze_turn_s = 0.5 "s" in 0.1..10.0, "squeeze-turn";
    /// Share of blocked people who squeeze in a turn.
    squeeze_share = 0.25 "–" in 0.0..1.0, "squeeze-share";
}
