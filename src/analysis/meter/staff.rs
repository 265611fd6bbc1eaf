//! What staff did: whom they guided, posts left, orders and paths that waited for
//! people.

use std::collections::BTreeSet;

use crate::analysis::metrics::{OrderFigures, PathFigures, PostFigures, StaffFigures};
use crate::sim::{Event, EventKind, Site};
use crate::world::{CellIndex, GateIndex, World};

use super::seconds;

/// What staff did so far.
#[derive(Default)]
pub(super) struct StaffMeter {
    guided: BTreeSet<u32>,
    posts: Vec<Post>,
    orders: Vec<Order>,
    paths: Vec<Path>,
}

#[derive(Clone, Copy, Default)]
struct Post {
    /// How often it was left.
    left: u32,
    /// Since when nobody is there \[ms\].
    empty_since: Option<i64>,
    empty_ms: i64,
}

struct Order {
    gate: GateIndex,
    given_ms: i64,
    carried_out_ms: Option<i64>,
}

struct Path {
    cell: CellIndex,
    /// Ends at which nobody stands now.
    open_ends: i32,
    /// Since when there are any \[ms\].
    unkept_since: Option<i64>,
    unkept_ms: i64,
}

impl StaffMeter {
    pub(super) fn event(&mut self, event: &Event) {
        let unit = event.value as usize;
        match (event.kind, event.site) {
            (EventKind::Guided, _) => self.guided.extend(event.subject),
            (EventKind::PostLeft, _) => {
                let post = self.post(unit);
                post.left += 1;
                post.empty_since.get_or_insert(event.t_ms);
            }
            // Who has gone home leaves no post empty.
            (EventKind::PostTaken | EventKind::ShiftEnded, _) => {
                let post = self.post(unit);
                if let Some(since) = post.empty_since.take() {
                    post.empty_ms += event.t_ms - since;
                }
            }
            (EventKind::OrderGiven, Site::Gate(gate)) => self.orders.push(Order {
                gate,
                given_ms: event.t_ms,
                carried_out_ms: None,
            }),
            (EventKind::OrderCarriedOut, Site::Gate(gate)) => {
                let given_ms = event.t_ms - (event.value * 1e3).round() as i64;
                let open = |order: &&mut Order| {
                    order.gate == gate
                        && order.carried_out_ms.is_none()
                        && (order.given_ms - given_ms).abs() <= 1
                };
                if let Some(order) = self.orders.iter_mut().find(open) {
                    order.carried_out_ms = Some(event.t_ms);
                }
            }
            (EventKind::PathKept, Site::Cell(cell)) => {
                self.keep(cell, event.value > 0.0, event.t_ms);
            }
            // Another plan: its paths are told of anew.
            (EventKind::Escalated, _) => {
                for path in &mut self.paths {
                    path.open_ends = 0;
                    if let Some(since) = path.unkept_since.take() {
                        path.unkept_ms += event.t_ms - since;
                    }
                }
            }
            _ => {}
        }
    }

    fn post(&mut self, unit: usize) -> &mut Post {
        if self.posts.len() <= unit {
            self.posts.resize(unit + 1, Post::default());
        }
        &mut self.posts[unit]
    }

    fn keep(&mut self, cell: CellIndex, kept: bool, t_ms: i64) {
        let at = match self.paths.iter().position(|path| path.cell == cell) {
            Some(at) => at,
            None => {
                self.paths.push(Path {
                    cell,
                    open_ends: 0,
                    unkept_since: None,
                    unkept_ms: 0,
                });
                self.paths.len() - 1
            }
        };
        let path = &mut self.paths[at];
        path.open_ends += if kept { -1 } else { 1 };
        if path.open_ends > 0 {
            path.unkept_since.get_or_insert(t_ms);
        } else if let Some(since) = path.unkept_since.take() {
            path.unkept_ms += t_ms - since;
        }
    }

    /// The numbers so far; all none where the document has no staff.
    pub(super) fn figures(&self, world: &World, now_ms: i64) -> StaffFigures {
        let staff = &world.scenario.staff;
        if !staff.is_described() {
            return StaffFigures::default();
        }
        let lasting = |done_ms: i64, since: Option<i64>| {
            seconds(done_ms + since.map_or(0, |since| now_ms - since))
        };
        StaffFigures {
            guided: Some(self.guided.len() as u32),
            posts: (self.posts.iter().enumerate())
                .filter(|(_, post)| post.left > 0)
                .filter_map(|(unit, post)| {
                    Some(PostFigures {
                        unit: staff.units.get(unit)?.id.clone(),
                        left: post.left,
                        empty_s: lasting(post.empty_ms, post.empty_since),
                    })
                })
                .collect(),
            orders: (self.orders.iter())
                .map(|order| OrderFigures {
                    gate: world.gates[order.gate.at()].id.clone(),
                    given_s: seconds(order.given_ms),
                    carried_out_s: order.carried_out_ms.map(seconds),
                })
                .collect(),
            paths: (self.paths.iter())
                .map(|path| PathFigures {
                    path: world.cell(path.cell).id.clone(),
                    unkept_s: lasting(path.unkept_ms, path.unkept_since),
                })
                .collect(),
            ..StaffFigures::default()
        }
    }
}
