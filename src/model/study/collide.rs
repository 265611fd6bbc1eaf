//! Edits of one variant that undo each other.
//!
//! - Whatever lists they stand in, two edits that *name the same thing* collide, even
//!   where both could count: who writes a gate's state twice means one of them.
//! - Between lists, the levels of two factors, nobody has chosen an order. Edits collide
//!   where *the other order gives another scenario*, or where only one order can be
//!   carried out. Things put beside each other do not, though they then stand in the order
//!   of the factors: both are there.
//! - Within a list the order is meant: a gate is put, then its state set; staff are
//!   scaled, then one unit set. There only an edit that a later one *makes pointless* is
//!   a problem: without it the same comes out.
//!
//! What an edit does to others is not told from a table, which would have gaps: [`apply`]
//! is pure, so it is asked. That finds the number inside a thing that is replaced, the
//! entry named by its id and by its position, the head-count that is set and scaled.
//! It is asked of the scenario as it stands, not of every variant: a level stands in many,
//! so each pair of lists is asked once, and a grid costs what its levels do. What a third
//! level would change about a pair is not seen.

use std::collections::BTreeMap;

use crate::model::edit::apply;
use crate::model::kind::Kind;
use crate::model::staff::Role;
use crate::model::{Edit, Scenario, file};

#[cfg(test)]
mod tests;

/// The edits of a variant or of a factor's level.
#[derive(Clone, Debug)]
pub struct EditList<'s> {
    /// The path of the variant or level in the study; no two lists share one.
    pub place: String,
    /// The edits, in their order.
    pub edits: &'s [Edit],
}

impl EditList<'_> {
    /// The path of an edit.
    #[must_use]
    pub fn path(&self, edit: usize) -> String {
        format!("{}.edits[{edit}]", self.place)
    }
}

/// Finds the edits that collide, and remembers by pair of lists what it found.
#[derive(Debug)]
pub struct Collisions<'s> {
    scenario: &'s Scenario,
    asked: BTreeMap<(&'s str, &'s str), Option<(usize, usize)>>,
}

impl<'s> Collisions<'s> {
    /// Nothing asked yet of the scenario that the edits change.
    #[must_use]
    pub fn new(scenario: &'s Scenario) -> Self {
        Self {
            scenario,
            asked: BTreeMap::new(),
        }
    }

    /// The paths of the first two edits of a variant that collide; its lists in the order
    /// in which they are carried out.
    pub fn find(&mut self, lists: &[&'s EditList<'s>]) -> Option<(String, String)> {
        for (index, &later) in lists.iter().enumerate() {
            for &earlier in &lists[..=index] {
                let pair = (earlier.place.as_str(), later.place.as_str());
                let ask = || {
                    if pair.0 == pair.1 {
                        within(self.scenario, later.edits)
                    } else {
                        between(self.scenario, earlier.edits, later.edits)
                    }
                };
                if let Some((first, second)) = *self.asked.entry(pair).or_insert_with(ask) {
                    return Some((earlier.path(first), later.path(second)));
                }
            }
        }
        None
    }
}

/// Two edits of a list of which the later undoes the earlier.
fn within(scenario: &Scenario, edits: &[Edit]) -> Option<(usize, usize)> {
    let named_twice = edits.iter().enumerate().find_map(|(second, later)| {
        let first = edits[..second].iter().position(|e| same_target(e, later))?;
        Some((first, second))
    });
    named_twice.or_else(|| pointless(scenario, edits))
}

/// An edit without which the same comes out, and the later one that sees to that. None if
/// the list cannot be carried out, which is told when the variant is made.
fn pointless(scenario: &Scenario, edits: &[Edit]) -> Option<(usize, usize)> {
    let mut states = vec![scenario.clone()];
    for edit in edits {
        states.push(apply(states.last()?, edit).ok()?);
    }
    let last = states.last()?;
    for (first, edit) in edits.iter().enumerate() {
        // Most edits still stand at the end: doing them once more changes nothing. That
        // spares long lists from being gone through once for each of their edits.
        let stands = apply(last, edit).is_ok_and(|again| again == *last);
        let does_nothing = states[first] == states[first + 1];
        if stands || does_nothing {
            continue;
        }
        let mut without = states[first].clone();
        for (second, later) in edits.iter().enumerate().skip(first + 1) {
            // What needs the edit proves that it has a point.
            let Ok(next) = apply(&without, later) else {
                break;
            };
            without = next;
            if without == states[second + 1] {
                return Some((first, second));
            }
        }
    }
    None
}

/// Two edits of two lists that change the same thing, or whose order matters.
fn between(scenario: &Scenario, first: &[Edit], second: &[Edit]) -> Option<(usize, usize)> {
    let named_twice = first.iter().enumerate().find_map(|(index, edit)| {
        let other = second.iter().position(|other| same_target(edit, other))?;
        Some((index, other))
    });
    named_twice.or_else(|| order_matters(scenario, first, second))
}

/// Goes from "the first list, then the second" to the other order by swapping neighbours:
/// if no swap matters, the order of the lists does not.
fn order_matters(scenario: &Scenario, first: &[Edit], second: &[Edit]) -> Option<(usize, usize)> {
    let mut before = scenario.clone();
    for (index, edit) in first.iter().enumerate() {
        let mut state = before.clone();
        for (other_index, other) in second.iter().enumerate() {
            if !commute(&state, edit, other) {
                return Some((index, other_index));
            }
            // What fails here may need a later edit of the first list: seen when its
            // turn comes.
            let Ok(next) = apply(&state, other) else {
                break;
            };
            state = next;
        }
        before = apply(&before, edit).ok()?;
    }
    None
}

/// Whether two edits give the same in either order.
fn commute(state: &Scenario, a: &Edit, b: &Edit) -> bool {
    if let (Edit::Put(_), Edit::Put(_)) = (a, b) {
        return true;
    }
    let both = |a: &Edit, b: &Edit| apply(state, a).and_then(|changed| apply(&changed, b));
    match (both(a, b), both(b, a)) {
        // A number that is none differs from itself, but not in writing; it is for the
        // checks to tell.
        (Ok(there), Ok(back)) => there == back || file::write(&there) == file::write(&back),
        (there, back) => there.is_err() && back.is_err(),
    }
}

/// Whether two edits change what they name alike.
fn same_target(a: &Edit, b: &Edit) -> bool {
    match (target(a), target(b)) {
        (None, _) | (_, None) => false,
        (Some(Target::Staff(a)), Some(Target::Staff(b))) => {
            a.is_empty() || b.is_empty() || a.iter().any(|role| b.contains(role))
        }
        (a, b) => a == b,
    }
}

/// What an edit changes, by its name.
#[derive(PartialEq)]
enum Target<'a> {
    /// A thing of the document.
    Thing(Kind, &'a str),
    /// An id.
    Id(&'a str),
    /// A number.
    Number(&'a str),
    /// Head-counts of roles; all if empty.
    Staff(&'a [Role]),
    /// How many there are of a role.
    Strength(Role),
    /// What a role may do.
    Powers(Role),
    /// A gate's state.
    Gate(&'a str),
    /// What edits of this kind all change: the visitors' number, a section of the document.
    Kind(std::mem::Discriminant<Edit>),
}

/// None for a move: another takes nothing from it.
fn target(edit: &Edit) -> Option<Target<'_>> {
    Some(match edit {
        Edit::Put(item) => {
            let (kind, id) = item.kind_and_id();
            Target::Thing(kind, id)
        }
        Edit::Remove { kind, id } => Target::Thing(*kind, id),
        Edit::Move { .. } => return None,
        Edit::Rename { from, .. } => Target::Id(from),
        Edit::ScaleStaff { roles, .. } => Target::Staff(roles),
        Edit::SetGateState { gate, .. } => Target::Gate(gate),
        Edit::SetParameter { path, .. } => Target::Number(path),
        Edit::SetStrength { role, .. } => Target::Strength(*role),
        Edit::SetPowers { role, .. } => Target::Powers(*role),
        Edit::ScaleVisitors { .. }
        | Edit::SetName(_)
        | Edit::SetDescription(_)
        | Edit::SetAssumptions(_)
        | Edit::SetGeo(_)
        | Edit::SetRun(_)
        | Edit::SetModel(_)
        | Edit::SetRules(_)
        | Edit::SetGroups(_)
        | Edit::SetPresent(_)
        | Edit::SetDepartures(_)
        | Edit::SetIgnoredWarnings(_) => Target::Kind(std::mem::discriminant(edit)),
    })
}
