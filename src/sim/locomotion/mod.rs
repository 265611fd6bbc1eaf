//! How one person chooses heading and speed: the models, side by side.
//!
//! A model is a pure function of one body and of what that person sees; it
//! knows neither portals nor cells nor anybody's plans. Who calls it
//! ([`super::motion`]) gathers the neighbours and walls near, and sees to it
//! that nobody gets through a wall, whatever a model wishes.

mod avm;
mod columns;
mod company;
mod csm;
mod csx;
mod heed;
mod sfm;
#[cfg(test)]
mod testing;

use arrayvec::ArrayVec;

use crate::base::lanes::Simd;
use crate::base::{Segment, Vec2};
use crate::model::csx::Csx;
use crate::model::walking::{Avm, Csm, Sfm};
use crate::model::{Locomotion, Parameters};

use super::body::Body;
use super::grid::Seen;

use company::Company;

pub(super) use columns::Columns;
pub(super) use csx::Relaxed;
pub(super) use heed::Sieve;

/// Somebody near, as seen from the person who moves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Neighbour {
    /// Offset from the person \[m\].
    pub(crate) offset: Vec2,
    /// Its length \[m\].
    pub(crate) distance: f64,
    /// Present radius \[m\].
    pub(crate) rho: f64,
    /// Heading; a unit vector.
    pub(crate) heading: Vec2,
    /// Speed [m/s]; negative for who stands by intent.
    pub(crate) speed: f64,
}

impl Neighbour {
    /// Fills room for neighbours.
    pub(crate) const NOBODY: Self = Self {
        offset: Vec2::ZERO,
        distance: 0.0,
        rho: 0.0,
        heading: Vec2::ZERO,
        speed: 0.0,
    };

    /// Somebody of a radius, seen at an offset.
    #[inline]
    pub(crate) fn new(offset: Vec2, rho: f64, seen: Seen) -> Self {
        Self {
            offset,
            distance: offset.length(),
            rho,
            heading: seen.heading,
            speed: seen.speed,
        }
    }

    /// The same person at another offset.
    #[cfg(test)]
    pub(crate) fn at(self, offset: Vec2) -> Self {
        Self {
            offset,
            distance: offset.length(),
            ..self
        }
    }
}

/// How many people choose heading and speed together.
pub(super) const TOGETHER: usize = 8;

/// Something of each of them.
pub(super) type Together<T> = ArrayVec<T, TOGETHER>;

/// Somebody who chooses heading and speed.
pub(super) struct Walker<'a> {
    pub(super) body: &'a Body,
    pub(super) at: Situation<'a>,
    /// What of each relaxation is done since they last did.
    pub(super) relaxed: &'a Relaxed,
}

/// How somebody goes on: what a model chooses of a body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gait {
    /// Which way it faces; a unit vector.
    pub(super) heading: Vec2,
    /// Speed [m/s].
    pub(super) speed: f64,
    /// Present radius ρ \[m\].
    pub(super) rho: f64,
    /// How long it has been slower than it wished \[s\].
    pub(super) slow_s: f64,
    /// Whether it stands in the midst of a press.
    pub(super) pressed: bool,
}

impl Gait {
    /// That of a body.
    #[inline(always)]
    pub(super) fn of(body: &Body) -> Self {
        Self {
            heading: body.heading,
            speed: body.speed,
            rho: body.rho,
            slow_s: body.slow_s,
            pressed: body.pressed,
        }
    }

    /// The body that goes on so.
    #[cfg(test)]
    pub(super) fn taken_by(self, body: &Body) -> Body {
        Body {
            heading: self.heading,
            speed: self.speed,
            rho: self.rho,
            slow_s: self.slow_s,
            pressed: self.pressed,
            ..*body
        }
    }
}

/// What a person wishes and sees in a step.
#[derive(Clone, Copy)]
pub(crate) struct Situation<'a> {
    /// Unit vector towards the goal.
    pub(crate) goal: Vec2,
    /// Free speed here, with slope and stairs, along the plan [m/s].
    pub(crate) free_speed: f64,
    /// What of the speed on the level slope and stairs leave, at most 1.
    pub(crate) ease: f64,
    /// Neighbours within the cut-off; nobody for the model that reads columns.
    pub(crate) neighbours: &'a [Neighbour],
    /// Neighbours in columns, for the model that reads them (`csx`).
    pub(super) columns: &'a Columns,
    /// Walls near.
    pub(crate) walls: &'a [Segment],
    /// How long the person has not come half a metre further \[s\].
    pub(crate) anchored_s: f64,
    /// Number that stands for the person in the turns of squeezing.
    pub(crate) id: u32,
    /// Time since the start of the run \[s\].
    pub(crate) t_s: f64,
}

/// The model that moves everybody in a run, with its parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Model<'a> {
    /// Collision-free speed, extended.
    Csx(&'a Csx),
    /// Collision-free speed, plain.
    Csm(&'a Csm),
    /// Anticipation velocity.
    Avm(&'a Avm),
    /// Social force.
    Sfm(&'a Sfm),
}

impl<'a> Model<'a> {
    /// The model a document asks for.
    pub(crate) fn of(parameters: &'a Parameters) -> Self {
        match parameters.model {
            Locomotion::Csx => Self::Csx(&parameters.csx),
            Locomotion::Csm => Self::Csm(&parameters.csm),
            Locomotion::Avm => Self::Avm(&parameters.avm),
            Locomotion::Sfm => Self::Sfm(&parameters.sfm),
        }
    }

    /// Parts into which a step is cut, everybody moving in each.
    pub(crate) fn substeps(self) -> u32 {
        match self {
            Self::Csx(_) | Self::Csm(_) | Self::Avm(_) => 1,
            Self::Sfm(sfm) => sfm.substeps.max(1),
        }
    }

    /// Time between two looks of who stands in the midst of a press \[s\]; 0
    /// where everybody looks in every step.
    pub(crate) fn look_every_s(self) -> f64 {
        match self {
            Self::Csx(csx) => csx.look_every_s,
            Self::Csm(_) | Self::Avm(_) | Self::Sfm(_) => 0.0,
        }
    }

    /// Distance beyond which neighbours do not count \[m\].
    pub(crate) fn cutoff_m(self) -> f64 {
        match self {
            Self::Csx(csx) => csx.cutoff_m,
            Self::Csm(csm) => csm.cutoff_m,
            Self::Avm(avm) => avm.cutoff_m,
            Self::Sfm(sfm) => sfm.cutoff_m,
        }
    }

    /// The rectangle round a person, as offsets of its corners, outside which
    /// nobody is heeded if no radius is above `largest_rho`.
    #[inline(always)]
    pub(crate) fn heeded_within(self, body: &Body, goal: Vec2, largest_rho: f64) -> (Vec2, Vec2) {
        match self {
            Self::Csx(csx) => heed::heeded_within(body, goal, largest_rho, csx),
            Self::Csm(_) | Self::Avm(_) | Self::Sfm(_) => {
                let reach = Vec2::new(self.cutoff_m(), self.cutoff_m());
                (-reach, reach)
            }
        }
    }

    /// Distance from the body's edge beyond which walls do not count \[m\].
    pub(crate) fn wall_sight_m(self) -> f64 {
        match self {
            Self::Csx(csx) => csx::wall_sight_m(csx),
            Self::Csm(csm) => csm::wall_sight_m(csm.wall_range_m),
            Self::Avm(avm) => csm::wall_sight_m(avm.wall_range_m),
            Self::Sfm(sfm) => sfm::wall_sight_m(sfm),
        }
    }

    /// Whether overlaps of a body are projected out after the step. The
    /// social forces part those who walk by themselves; who stands by intent
    /// feels no force and is pushed aside like in the other models.
    pub(crate) fn projects_contact(self, body: &Body) -> bool {
        match self {
            Self::Csx(_) | Self::Csm(_) | Self::Avm(_) => true,
            Self::Sfm(_) => !body.walking,
        }
    }

    /// How each goes on, in their order, and a lower bound of the gap to anybody else
    /// \[m\]; 0, which is no bound, where the columns are full and for models that do not
    /// look for it. The position is left to the caller, who knows walls and portals.
    ///
    /// All look round, then all turn, then all find their pace: while one person's
    /// numbers are waited for, the processor works on another's.
    #[inline(always)]
    pub(super) fn walk<S: Simd>(
        self,
        simd: S,
        walkers: &Together<Walker<'_>>,
        largest_rho: f64,
    ) -> Together<(Gait, f64)> {
        // Loops, not iterators that collect: what those call knows nothing of the
        // instructions of the machine.
        let mut next = Together::new();
        match self {
            Self::Csx(csx) => {
                let mut companies = Together::<Company>::new();
                for walker in walkers {
                    companies.push(Company::of(simd, walker.body, &walker.at, csx));
                }
                let mut turns = Together::<csx::Turn>::new();
                for (walker, company) in walkers.iter().zip(&companies) {
                    turns.push(csx::turn(walker, company, csx));
                }
                for ((walker, company), &turn) in walkers.iter().zip(&companies).zip(&turns) {
                    let gait = csx::pace(simd, walker, (company, turn), csx);
                    let heeded = heed::surely_heeded_within(walker.body, largest_rho, csx);
                    let is_full = walker.at.columns.is_full();
                    let off = if is_full { 0.0 } else { company.gap };
                    next.push((gait, off.min(heeded)));
                }
            }
            Self::Csm(csm) => {
                for walker in walkers {
                    next.push((csm::walk(walker.body, &walker.at, csm), 0.0));
                }
            }
            Self::Avm(avm) => {
                for Walker { body, at, relaxed } in walkers {
                    next.push((avm::walk(body, at, avm, relaxed.dt), 0.0));
                }
            }
            Self::Sfm(sfm) => {
                for Walker { body, at, relaxed } in walkers {
                    next.push((sfm::walk(body, at, sfm, relaxed.dt), 0.0));
                }
            }
        }
        next
    }
}
