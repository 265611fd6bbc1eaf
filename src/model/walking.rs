//! Parameters of the walking models beside `csx`: the plain collision-free
//! speed model, the anticipation velocity model and the social force model.
//!
//! They are there to check the default by: their values are those of the
//! papers, not ours. Each struct lists its own numbers as [`Quantity`]s, from
//! which checks and reports are made, so that a range is written down once.
//! What each model does, and what it is known to fail, is in `docs/models.md`.

use serde::{Deserialize, Serialize};

use super::limits::Range;

/// A number of a model, with what a reader must know of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Name of the field in the document.
    pub field: &'static str,
    /// Name by which the catalogue of texts knows it (`report-parameter-…`).
    pub key: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit; "–" for none.
    pub unit: &'static str,
    /// What is allowed.
    pub range: Range,
}

const fn quantity(
    field: &'static str,
    key: &'static str,
    value: f64,
    unit: &'static str,
    (min, max): (f64, f64),
) -> Quantity {
    Quantity {
        field,
        key,
        value,
        unit,
        range: Range::new(min, max),
    }
}

/// Parameters of the plain collision-free speed model (`csm`): Tordeux,
/// Chraibi and Seyfried, "Collision-free speed model for pedestrian
/// dynamics", Traffic and Granular Flow '15 (2016).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Csm {
    /// Time gap T: speed is free distance over T \[s\], 0.3–3.
    pub time_gap_s: f64,
    /// Repulsion rate a of neighbours [–], 0–20.
    pub neighbour_strength: f64,
    /// Repulsion distance D of neighbours \[m\], 0.01–0.5.
    pub neighbour_range_m: f64,
    /// Strength of repulsion by walls [–], 0–20. The paper has no walls; the
    /// value is the one in use with the model (JuPedSim).
    pub wall_strength: f64,
    /// Range of repulsion by walls \[m\], 0.005–0.5.
    pub wall_range_m: f64,
    /// Distance beyond which neighbours do not count \[m\], 0.8–4.
    pub cutoff_m: f64,
}

impl Default for Csm {
    fn default() -> Self {
        Self {
            time_gap_s: 1.0,
            neighbour_strength: 5.0,
            neighbour_range_m: 0.1,
            wall_strength: 5.0,
            wall_range_m: 0.02,
            cutoff_m: 2.5,
        }
    }
}

impl Csm {
    /// Its numbers, in the order of the fields.
    #[must_use]
    pub fn quantities(&self) -> Vec<Quantity> {
        vec![
            quantity("time_gap_s", "time-gap", self.time_gap_s, "s", (0.3, 3.0)),
            quantity(
                "neighbour_strength",
                "neighbour-strength",
                self.neighbour_strength,
                "–",
                (0.0, 20.0),
            ),
            quantity(
                "neighbour_range_m",
                "neighbour-range",
                self.neighbour_range_m,
                "m",
                (0.01, 0.5),
            ),
            quantity(
                "wall_strength",
                "wall-strength",
                self.wall_strength,
                "–",
                (0.0, 20.0),
            ),
            quantity(
                "wall_range_m",
                "wall-range",
                self.wall_range_m,
                "m",
                (0.005, 0.5),
            ),
            quantity("cutoff_m", "cutoff", self.cutoff_m, "m", (0.8, 4.0)),
        ]
    }

    /// Largest time step \[s\] at which the model keeps its promise not to
    /// collide: the lesser of T/2 and l (√2 − 1)/(v₀ √2) (Tordeux 2016), for
    /// bodies l = 0.36 m across at v₀ = 1.5 m/s.
    #[must_use]
    pub fn largest_step_s(&self) -> f64 {
        collision_free_step_s(self.time_gap_s)
    }
}

/// See [`Csm::largest_step_s`].
fn collision_free_step_s(time_gap_s: f64) -> f64 {
    const BODY_M: f64 = 0.36;
    const SPEED_M_S: f64 = 1.5;
    let root = std::f64::consts::SQRT_2;
    (0.5 * time_gap_s).min(BODY_M * (root - 1.0) / (SPEED_M_S * root))
}

/// Parameters of the anticipation velocity model (`avm`): Xu, Chraibi and
/// Seyfried, "Anticipation in a velocity-based model for pedestrian
/// dynamics", Transportation Research Part C 133 (2021).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Avm {
    /// Time gap T: speed is free distance over T \[s\], 0.3–3.
    pub time_gap_s: f64,
    /// Relaxation time of the heading τ \[s\], 0.1–2.
    pub turn_time_s: f64,
    /// How far ahead in time people look, tᵃ \[s\], 0–3.
    pub anticipation_s: f64,
    /// Strength k of what neighbours do to the heading [–], 0–20.
    pub neighbour_strength: f64,
    /// Range D of what neighbours do \[m\], 0.01–0.5.
    pub neighbour_range_m: f64,
    /// Strength of repulsion by walls [–], 0–20.
    pub wall_strength: f64,
    /// Range of repulsion by walls \[m\], 0.005–0.5.
    pub wall_range_m: f64,
    /// Distance beyond which neighbours do not count \[m\], 0.8–4.
    pub cutoff_m: f64,
}

impl Default for Avm {
    fn default() -> Self {
        Self {
            time_gap_s: 1.06,
            turn_time_s: 0.3,
            anticipation_s: 1.0,
            neighbour_strength: 3.0,
            neighbour_range_m: 0.1,
            wall_strength: 6.0,
            wall_range_m: 0.05,
            cutoff_m: 3.0,
        }
    }
}

impl Avm {
    /// Its numbers, in the order of the fields.
    #[must_use]
    pub fn quantities(&self) -> Vec<Quantity> {
        vec![
            quantity("time_gap_s", "time-gap", self.time_gap_s, "s", (0.3, 3.0)),
            quantity(
                "turn_time_s",
                "turn-time",
                self.turn_time_s,
                "s",
                (0.1, 2.0),
            ),
            quantity(
                "anticipation_s",
                "anticipation",
                self.anticipation_s,
                "s",
                (0.0, 3.0),
            ),
            quantity(
                "neighbour_strength",
                "neighbour-strength",
                self.neighbour_strength,
                "–",
                (0.0, 20.0),
            ),
            quantity(
                "neighbour_range_m",
                "neighbour-range",
                self.neighbour_range_m,
                "m",
                (0.01, 0.5),
            ),
            quantity(
                "wall_strength",
                "wall-strength",
                self.wall_strength,
                "–",
                (0.0, 20.0),
            ),
            quantity(
                "wall_range_m",
                "wall-range",
                self.wall_range_m,
                "m",
                (0.005, 0.5),
            ),
            quantity("cutoff_m", "cutoff", self.cutoff_m, "m", (0.8, 4.0)),
        ]
    }

    /// Largest time step \[s\]: the heading must not turn past its wish (τ),
    /// and the speed rule is that of [`Csm`].
    #[must_use]
    pub fn largest_step_s(&self) -> f64 {
        collision_free_step_s(self.time_gap_s).min(self.turn_time_s)
    }
}

/// Parameters of the social force model (`sfm`): Helbing, Farkas and Vicsek,
/// "Simulating dynamical features of escape panic", Nature 407 (2000).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sfm {
    /// Time τ in which people take up their free speed \[s\], 0.1–2.
    pub relaxation_s: f64,
    /// Mass m of everybody \[kg\], 20–150.
    pub mass_kg: f64,
    /// Strength A of the wish to keep distance \[N\], 0–10 000.
    pub strength_n: f64,
    /// Range B of the wish to keep distance \[m\], 0.01–0.5.
    pub range_m: f64,
    /// Stiffness k of bodies that touch [kg/s²], 0–500 000.
    pub body_force_kg_s2: f64,
    /// Friction κ of bodies that slide past each other [kg/(m s)], 0–1 000 000.
    pub friction_kg_m_s: f64,
    /// Distance beyond which neighbours do not count \[m\], 0.8–4.
    pub cutoff_m: f64,
    /// Parts into which a time step is cut: touching bodies are stiff, 1–50.
    pub substeps: u32,
}

impl Default for Sfm {
    fn default() -> Self {
        Self {
            relaxation_s: 0.5,
            mass_kg: 80.0,
            strength_n: 2_000.0,
            range_m: 0.08,
            body_force_kg_s2: 120_000.0,
            friction_kg_m_s: 240_000.0,
            cutoff_m: 2.0,
            substeps: 5,
        }
    }
}

impl Sfm {
    /// Its numbers, in the order of the fields.
    #[must_use]
    pub fn quantities(&self) -> Vec<Quantity> {
        vec![
            quantity(
                "relaxation_s",
                "relaxation",
                self.relaxation_s,
                "s",
                (0.1, 2.0),
            ),
            quantity("mass_kg", "mass", self.mass_kg, "kg", (20.0, 150.0)),
            quantity(
                "strength_n",
                "social-strength",
                self.strength_n,
                "N",
                (0.0, 10_000.0),
            ),
            quantity("range_m", "social-range", self.range_m, "m", (0.01, 0.5)),
            quantity(
                "body_force_kg_s2",
                "body-force",
                self.body_force_kg_s2,
                "kg/s²",
                (0.0, 500_000.0),
            ),
            quantity(
                "friction_kg_m_s",
                "friction",
                self.friction_kg_m_s,
                "kg/(m·s)",
                (0.0, 1_000_000.0),
            ),
            quantity("cutoff_m", "cutoff", self.cutoff_m, "m", (0.8, 4.0)),
            quantity(
                "substeps",
                "substeps",
                f64::from(self.substeps),
                "–",
                (1.0, 50.0),
            ),
        ]
    }

    /// Largest time step \[s\] with so many parts: a part may last
    /// 0.4 √(m/k), at most 0.02 s. Bodies packed in triangles swing with at
    /// most ω = √(6 k/m), and semi-implicit Euler steps are stable up to
    /// 2/ω = 0.82 √(m/k); this is half of that.
    #[must_use]
    pub fn largest_step_s(&self) -> f64 {
        let part_s = 0.4 * (self.mass_kg / self.body_force_kg_s2.max(1.0)).sqrt();
        part_s.min(0.02) * f64::from(self.substeps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_lie_in_their_ranges() {
        let all = [
            Csm::default().quantities(),
            Avm::default().quantities(),
            Sfm::default().quantities(),
        ];
        for quantity in all.concat() {
            assert!(quantity.range.contains(quantity.value), "{quantity:?}");
        }
    }

    #[test]
    fn the_usual_step_suits_every_model_and_the_double_one_none() {
        let limits = [
            Csm::default().largest_step_s(),
            Avm::default().largest_step_s(),
            Sfm::default().largest_step_s(),
        ];
        for limit in limits {
            assert!((0.05..0.1).contains(&limit), "{limit}");
        }
        // By hand: 0.36 · 0.41421 / (1.5 · 1.41421) = 0.0703.
        assert!((limits[0] - 0.0703).abs() < 1e-4, "{}", limits[0]);
        // By hand: 5 · 0.4 √(80 / 120 000) = 0.0516.
        assert!((limits[2] - 0.0516).abs() < 1e-4, "{}", limits[2]);
    }
}
