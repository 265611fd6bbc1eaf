//! Orders for the run that goes on.

use std::sync::Arc;

use super::Session;
use crate::app::command::Aim;
use crate::app::work::Wish;
use crate::base::Vec2;
use crate::model::kind::things;
use crate::model::orders::{DeskOrder, Destination};
use crate::world::{CellIndex, World};

impl Session {
    /// Sends an order to the run; it takes it at its next step.
    pub(super) fn give_order(&mut self, order: DeskOrder) {
        self.aim = None;
        let runs = self.runs_now();
        match self.tasks[0].as_ref().filter(|task| runs && task.is_run) {
            Some(task) => {
                task.job.wish(Wish::Order(Box::new(order)));
                self.message = None;
            }
            None => self.fail("app-order-no-run", &[], "app-order-no-run-help"),
        }
    }

    /// Lets an order wait for a point, and says so where it is seen; none: no longer.
    pub(super) fn aim_order(&mut self, aim: Option<Aim>) {
        self.message = None;
        if aim.is_some() {
            self.tell("app-order-aim", &[]);
        }
        self.aim = aim;
    }

    /// Gives the order that waited for a point on the map \[m\].
    pub(super) fn order_at(&mut self, at: Vec2) {
        let Some(aim) = self.aim.take() else {
            return;
        };
        let Some(ground) = self.ground() else {
            return;
        };
        let world = Arc::clone(&ground.world);
        let Some(cell) = cell_at(&world, self.sheet, at) else {
            self.aim = Some(aim);
            self.fail("app-order-nowhere", &[], "app-order-nowhere-help");
            return;
        };
        let cell = world.cell(cell).id.clone();
        // As fine as positions are recorded.
        let millimetre = |x: f64| (x * 1e3).round() / 1e3;
        let position = (millimetre(at.x), millimetre(at.y));
        let order = match aim {
            Aim::Send(unit) => DeskOrder::Send {
                unit,
                to: Destination::Point { cell, position },
            },
            Aim::Incident(kind) => {
                let id = free_id(&world, &mut self.incidents_added);
                DeskOrder::Incident {
                    id,
                    kind,
                    cell,
                    position,
                }
            }
        };
        self.give_order(order);
    }
}

/// The cell at a point, of the sheet shown, else of the lowest that has one there.
fn cell_at(world: &World, sheet: Option<i8>, at: Vec2) -> Option<CellIndex> {
    if let Some(sheet) = sheet {
        return world.locate(sheet, at);
    }
    let mut sheets: Vec<i8> = world.cells.iter().map(|cell| cell.sheet).collect();
    sheets.sort_unstable();
    sheets.dedup();
    sheets.into_iter().find_map(|sheet| world.locate(sheet, at))
}

/// An id for an incident that nothing else has.
fn free_id(world: &World, added: &mut u32) -> String {
    let taken = things(&world.scenario);
    loop {
        *added += 1;
        let id = format!("desk-{added}");
        if !taken.iter().any(|(_, other)| *other == id) {
            return id;
        }
    }
}
