//! How staff act and how people learn of the alarm from them: parameters with
//! ranges and sources. `docs/behaviour.md` is the table of all.

use serde::{Deserialize, Serialize};

use super::Distribution;
use super::limits::Range;

/// Parameters of staff and of guidance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Staffing {
    /// Free speed on the level of staff on a round or on the way to a post
    /// [m/s], 0.5–3 (Weidmann 1993).
    pub walking_m_s: f64,
    /// The same of staff who respond to an order [m/s], 0.5–4 (assumption: a
    /// brisk walk).
    pub responding_m_s: f64,
    /// Speed up to which people make room for staff who respond [m/s], 0–2: who
    /// stands in their way steps aside (assumption). 0: staff wait like others.
    pub right_of_way_m_s: f64,
    /// Time staff take to confirm the alarm before they act on it \[s\] (they
    /// often seek confirmation first, Shields 1999; the length is an assumption).
    pub confirm_s: Distribution,
    /// How far staff are understood who have no megaphone \[m\], 0–100
    /// (assumption).
    pub voice_m: f64,
    /// The same with a megaphone \[m\], 0–300 (assumption).
    pub megaphone_m: f64,
    /// Share of those who hear the alarm from a loudspeaker whom the
    /// announcement also tells the exit of their zone, and who know how to find
    /// it, 0–1 (assumption: visitors do not know a place by its name).
    pub announcement_directs: f64,
    /// How far people see that others have begun to leave \[m\], 0–50
    /// (assumption).
    pub neighbours_m: f64,
    /// How many they must see to understand that something is wrong, 1–50
    /// (assumption).
    pub neighbours_leaving: f64,
    /// When those learn of the alarm whom neither loudspeakers nor staff nor
    /// neighbours told, after it \[s\] (PD 7974-6, management level M3: more than
    /// 15 minutes; recalled).
    pub unheard_s: Distribution,
    /// How near a gate staff work it \[m\], 6–50 (assumption).
    pub at_gate_m: f64,
    /// Width of a line that one person holds \[m\], 0.5–5 (assumption: 1 to 1.5).
    pub held_by_one_m: f64,
    /// How far the end of a path may be from who keeps it shut or one-way \[m\],
    /// 1–100 (assumption: as far as one who stands there calls out).
    pub keeps_m: f64,
    /// Longest time the end of a shift is put off until the relief has come
    /// \[s\], 0–7200 (assumption).
    pub handover_s: f64,
}

impl Default for Staffing {
    fn default() -> Self {
        Self {
            walking_m_s: 1.34,
            responding_m_s: 1.8,
            right_of_way_m_s: 0.4,
            confirm_s: Distribution::LogNormal {
                mean: 30.0,
                sd: 15.0,
            },
            voice_m: 10.0,
            megaphone_m: 30.0,
            announcement_directs: 0.0,
            neighbours_m: 5.0,
            neighbours_leaving: 3.0,
            unheard_s: Distribution::LogNormal {
                mean: 1200.0,
                sd: 300.0,
            },
            at_gate_m: 15.0,
            held_by_one_m: 1.25,
            keeps_m: 20.0,
            handover_s: 900.0,
        }
    }
}

impl Staffing {
    /// Its numbers by name, with their ranges; distributions are left out.
    #[must_use]
    pub fn numbers(&self) -> [(&'static str, f64, Range); 12] {
        [
            ("walking_m_s", self.walking_m_s, Range::new(0.5, 3.0)),
            ("responding_m_s", self.responding_m_s, Range::new(0.5, 4.0)),
            (
                "right_of_way_m_s",
                self.right_of_way_m_s,
                Range::new(0.0, 2.0),
            ),
            ("voice_m", self.voice_m, Range::new(0.0, 100.0)),
            ("megaphone_m", self.megaphone_m, Range::new(0.0, 300.0)),
            (
                "announcement_directs",
                self.announcement_directs,
                Range::new(0.0, 1.0),
            ),
            ("neighbours_m", self.neighbours_m, Range::new(0.0, 50.0)),
            (
                "neighbours_leaving",
                self.neighbours_leaving,
                Range::new(1.0, 50.0),
            ),
            ("at_gate_m", self.at_gate_m, Range::new(6.0, 50.0)),
            ("held_by_one_m", self.held_by_one_m, Range::new(0.5, 5.0)),
            ("keeps_m", self.keeps_m, Range::new(1.0, 100.0)),
            ("handover_s", self.handover_s, Range::new(0.0, 7200.0)),
        ]
    }
}
