//! Edits of one variant that would undo each other.

use crate::model::Edit;
use crate::model::kind::Kind;
use crate::model::staff::Role;

/// An edit with the path at which it stands in the study.
pub type Placed<'a> = (String, &'a Edit);

/// The first two edits of a variant that change the same thing: which one counts
/// would hang on their order.
#[must_use]
pub fn collision<'a>(edits: &[Placed<'a>]) -> Option<(Placed<'a>, Placed<'a>)> {
    for (index, later) in edits.iter().enumerate() {
        for earlier in &edits[..index] {
            if collide(earlier.1, later.1) {
                return Some((earlier.clone(), later.clone()));
            }
        }
    }
    None
}

/// What an edit changes.
#[derive(PartialEq)]
enum Target<'a> {
    /// A thing of the document.
    Thing(Kind, &'a str),
    /// An id.
    Id(&'a str),
    /// A number.
    Number(&'a str),
    /// The number of visitors.
    Visitors,
    /// Head-counts of roles; all if empty.
    Staff(&'a [Role]),
    /// What a role has or may do.
    Role(Role, bool),
    /// A gate's state.
    Gate(&'a str),
    /// A section of the document.
    Section(std::mem::Discriminant<Edit>),
    /// Nothing that another could undo.
    Order,
}

fn target(edit: &Edit) -> Target<'_> {
    match edit {
        Edit::Put(item) => {
            let (kind, id) = item.kind_and_id();
            Target::Thing(kind, id)
        }
        Edit::Remove { kind, id } => Target::Thing(*kind, id),
        Edit::Move { .. } => Target::Order,
        Edit::Rename { from, .. } => Target::Id(from),
        Edit::ScaleVisitors { .. } => Target::Visitors,
        Edit::ScaleStaff { roles, .. } => Target::Staff(roles),
        Edit::SetGateState { gate, .. } => Target::Gate(gate),
        Edit::SetParameter { path, .. } => Target::Number(path),
        Edit::SetStrength { role, .. } => Target::Role(*role, true),
        Edit::SetPowers { role, .. } => Target::Role(*role, false),
        Edit::SetName(_)
        | Edit::SetDescription(_)
        | Edit::SetAssumptions(_)
        | Edit::SetGeo(_)
        | Edit::SetRun(_)
        | Edit::SetModel(_)
        | Edit::SetRules(_)
        | Edit::SetGroups(_)
        | Edit::SetPresent(_)
        | Edit::SetDepartures(_)
        | Edit::SetIgnoredWarnings(_) => Target::Section(std::mem::discriminant(edit)),
    }
}

fn collide(a: &Edit, b: &Edit) -> bool {
    match (target(a), target(b)) {
        (Target::Order, _) | (_, Target::Order) => false,
        (Target::Staff(a), Target::Staff(b)) => {
            a.is_empty() || b.is_empty() || a.iter().any(|role| b.contains(role))
        }
        (Target::Thing(Kind::Gate, id), Target::Gate(gate))
        | (Target::Gate(gate), Target::Thing(Kind::Gate, id)) => id == gate,
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::venue::GateState;

    fn staff(roles: &[Role]) -> Edit {
        Edit::ScaleStaff {
            roles: roles.to_vec(),
            total: 3,
        }
    }

    fn number(path: &str, value: f64) -> Edit {
        Edit::SetParameter {
            path: path.into(),
            value,
        }
    }

    #[test]
    fn edits_collide_where_one_would_undo_the_other() {
        let gate = |id: &str| Edit::SetGateState {
            gate: id.into(),
            state: GateState::Held,
        };
        let visitors = |factor| Edit::ScaleVisitors { factor };
        for (a, b, collides) in [
            (staff(&[Role::Police]), staff(&[Role::Medic]), false),
            (
                staff(&[Role::Police, Role::Medic]),
                staff(&[Role::Medic]),
                true,
            ),
            (staff(&[]), staff(&[Role::Medic]), true),
            (number("a.b", 1.0), number("a.b", 2.0), true),
            (number("a.b", 1.0), number("a.c", 1.0), false),
            (gate("g"), gate("g"), true),
            (gate("g"), gate("h"), false),
            (visitors(1.2), visitors(0.8), true),
            (visitors(1.2), staff(&[]), false),
        ] {
            let placed = [("first".to_owned(), &a), ("second".to_owned(), &b)];
            let found = collision(&placed);
            assert_eq!(found.is_some(), collides, "{a:?} {b:?}");
        }
    }
}
