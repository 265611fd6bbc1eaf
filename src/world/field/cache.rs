//! Fields are computed when first needed and shared by all who need them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::model::{Direction, Mobility};

use super::super::navigation::{Nav, Terms};
use super::super::space::Space;
use super::super::{CellIndex, Closures, FieldKey, Goal, World};
use super::{Field, Search};

/// Memory that fields may take before the one used longest ago is dropped
/// [bytes]. Fields in use stay alive as long as somebody holds them.
const BUDGET_BYTES: usize = 512 << 20;

/// Fields and the graphs they are computed on.
#[derive(Default)]
pub(in super::super) struct Fields {
    navs: [OnceLock<Nav>; 2],
    spaces: OnceLock<Arc<[Arc<Space>]>>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    fields: BTreeMap<FieldKey, Entry>,
    /// Counts look-ups, to know which field was used longest ago.
    clock: u64,
}

struct Entry {
    field: Arc<OnceLock<Arc<Field>>>,
    used: u64,
}

impl World {
    /// This world, with the fields of another where both have the same ground and
    /// people find their way alike: what is computed for one need not be for the
    /// other.
    #[must_use]
    pub fn with_fields_of(mut self, other: &World) -> Self {
        let (a, b) = (&self.scenario, &other.scenario);
        if a.venue == b.venue && a.parameters.wayfinding == b.parameters.wayfinding {
            self.fields = Arc::clone(&other.fields);
        }
        self
    }

    /// Everything open as drawn, whatever the state and the direction of
    /// gates; only what a gate opens in an emergency is shut.
    #[must_use]
    pub fn open_closures(&self) -> Arc<Closures> {
        let passage = self
            .portals
            .iter()
            .map(|portal| (!portal.emergency).then_some(Direction::Both))
            .collect();
        Arc::new(Closures { passage })
    }

    /// The field of a key: computed when first asked for, outside any lock,
    /// with the same result whoever computes it, and kept within 512 MiB for
    /// all fields together (8 bytes for a lattice node). Closures that differ only
    /// where it does not matter to a field share it.
    #[must_use]
    pub fn field(&self, key: &FieldKey) -> Arc<Field> {
        let slot = self.fields.slot(key);
        Arc::clone(slot.get_or_init(|| {
            self.fields.alike(key).unwrap_or_else(|| {
                let nav = self.nav(key.mobility);
                Arc::new(self.compute_field(nav, key.goal, &key.closures))
            })
        }))
    }

    /// The graph of a mobility class.
    pub(in super::super) fn nav(&self, mobility: Mobility) -> &Nav {
        self.fields.navs[mobility as usize].get_or_init(|| {
            let terms = Terms::of(&self.scenario);
            Nav::new(&self.cells, &self.portals, mobility, terms)
        })
    }

    pub(in super::super) fn compute_field(
        &self,
        nav: &Nav,
        goal: Goal,
        closures: &Closures,
    ) -> Field {
        let goal_cell = match goal {
            Goal::Cell(cell) => Some(cell),
            Goal::Exit(_) | Goal::Gate(_) => None,
        };
        self.keep(nav, Search::run(self, nav, goal, closures), goal_cell)
    }

    /// What a field keeps of a search.
    pub(in super::super) fn keep(
        &self,
        nav: &Nav,
        search: Search<'_>,
        goal: Option<CellIndex>,
    ) -> Field {
        let spaces = self.fields.spaces.get_or_init(|| {
            self.cells
                .iter()
                .map(|cell| Arc::clone(&cell.space))
                .collect()
        });
        let asked = search.asked();
        let nodes = search.nodes();
        Field {
            spaces: Arc::clone(spaces),
            bases: nav.bases.clone(),
            reached: Field::cells_reached(&nav.bases, &nodes),
            nodes,
            goal,
            asked,
        }
    }
}

impl Fields {
    /// The place of a field, which may still be empty.
    fn slot(&self, key: &FieldKey) -> Arc<OnceLock<Arc<Field>>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.clock += 1;
        let used = known.clock;
        if let Some(entry) = known.fields.get_mut(key) {
            entry.used = used;
            return Arc::clone(&entry.field);
        }
        known.make_room();
        let field = Arc::new(OnceLock::new());
        let entry = Entry {
            field: Arc::clone(&field),
            used,
        };
        known.fields.insert(key.clone(), entry);
        field
    }

    /// A field that is known for other closures and the same for these.
    fn alike(&self, key: &FieldKey) -> Option<Arc<Field>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        (known.fields.iter())
            .filter(|(known, _)| (known.goal, known.mobility) == (key.goal, key.mobility))
            .find_map(|(known, entry)| {
                let field = entry.field.get()?;
                (field.is_same(&known.closures, &key.closures)).then(|| Arc::clone(field))
            })
    }
}

impl Known {
    /// Drops fields, the one used longest ago first, until one more fits.
    fn make_room(&mut self) {
        loop {
            let fields = (self.fields.values()).filter_map(|entry| entry.field.get());
            // One that several closures share counts once.
            let bytes: BTreeMap<*const Field, usize> =
                fields.map(|f| (Arc::as_ptr(f), f.bytes())).collect();
            let largest = bytes.values().copied().max().unwrap_or(0);
            let total: usize = bytes.values().sum();
            if total + largest <= BUDGET_BYTES {
                return;
            }
            let oldest = self
                .fields
                .iter()
                .filter(|(_, entry)| entry.field.get().is_some())
                .min_by_key(|(_, entry)| entry.used)
                .map(|(key, _)| key.clone());
            match oldest {
                Some(key) => self.fields.remove(&key),
                None => return,
            };
        }
    }
}

impl Field {
    /// Memory the field takes [bytes].
    fn bytes(&self) -> usize {
        std::mem::size_of_val(&self.nodes[..]) + std::mem::size_of_val(&self.bases[..])
    }
}
