//! Reading and writing the orders of a run.

use std::path::Path;

use super::{ReadError, SpanIndex, locate, notation, read_as};
use crate::model::orders::{self, Orders, Steps};
use crate::model::{Problem, Scenario, check};

/// Orders and the text they were read from.
#[derive(Clone, Debug)]
pub struct OrdersDocument {
    /// What the text says.
    pub orders: Orders,
    /// Where each value stands in it.
    pub spans: SpanIndex,
    /// What the text is called: its path, as it was given.
    pub source_name: String,
    /// The text itself.
    pub text: String,
}

impl OrdersDocument {
    /// All problems of the orders in a run of a scenario that can be seen without
    /// compiling it, each with its line and column.
    #[must_use]
    pub fn check(&self, scenario: &Scenario, steps: Steps) -> Vec<Problem> {
        let mut problems = check::of_orders(scenario, &self.orders, steps);
        self.locate(&mut problems);
        problems
    }

    /// Gives each problem the line and column of its place, and sorts them by these.
    pub fn locate(&self, problems: &mut [Problem]) {
        locate(&self.spans, problems);
    }
}

/// Reads orders from a file.
///
/// # Errors
/// As [`super::read`].
pub fn read_orders(path: impl AsRef<Path>) -> Result<OrdersDocument, ReadError> {
    let read = read_as(path.as_ref(), orders::FORMAT)?;
    Ok(OrdersDocument {
        orders: read.value,
        spans: read.spans,
        source_name: read.source_name,
        text: read.text,
    })
}

/// The canonical text of orders: a line an order. Reading it gives the same orders.
#[must_use]
pub fn write_orders(orders: &Orders) -> String {
    let layout = ron::ser::PrettyConfig::new()
        .depth_limit(2)
        .new_line("\n")
        .indentor("    ");
    let mut text = notation()
        .to_string_pretty(orders, layout)
        .expect("orders are plain data, nested far less deeply than RON allows");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::orders::{DeskOrder, Destination, Given};
    use crate::model::{GateState, IncidentKind};

    #[test]
    fn orders_are_read_as_they_were_written() {
        let order = |t_s, order| Given { t_s, order };
        let orders = Orders::new(vec![
            order(
                0.0,
                DeskOrder::Gate {
                    gate: "main".into(),
                    state: GateState::Held,
                },
            ),
            order(
                12.35,
                DeskOrder::Send {
                    unit: "medics".into(),
                    to: Destination::Point {
                        cell: "lawn".into(),
                        position: (1.5, -2.0),
                    },
                },
            ),
            order(
                12.35,
                DeskOrder::Send {
                    unit: "medics".into(),
                    to: Destination::Incident("fire".into()),
                },
            ),
            order(60.0, DeskOrder::Evacuate { plan: None }),
            order(
                61.0,
                DeskOrder::Evacuate {
                    plan: Some("b".into()),
                },
            ),
            order(
                61.05,
                DeskOrder::Incident {
                    id: "faint".into(),
                    kind: IncidentKind::Medical { critical: true },
                    cell: "lawn".into(),
                    position: (3.0, 4.0),
                },
            ),
        ]);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("orders.ron");
        let text = write_orders(&orders);
        assert_eq!(text.lines().count(), orders.orders.len() + 5, "{text}");
        std::fs::write(&path, &text).expect("it is written");
        let read = read_orders(&path).expect("it is read");
        assert_eq!(read.orders, orders);
        assert_eq!(write_orders(&read.orders), text);
    }

    #[test]
    fn orders_are_written_by_hand_without_what_is_not_meant() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("orders.ron");
        let text = "(format: 1, orders: [(t_s: 5, order: Evacuate()),
            (t_s: 6, order: Evacuate(plan: \"b\")), (t_s: 7, order: Send(unit: \"u\", to: Place(\"p\")))])";
        std::fs::write(&path, text).expect("it is written");
        let read = read_orders(&path).expect("it is read").orders;
        assert_eq!(read.orders[0].order, DeskOrder::Evacuate { plan: None });
        let plan = Some("b".into());
        assert_eq!(read.orders[1].order, DeskOrder::Evacuate { plan });
        std::fs::write(&path, "(format: 2, orders: [])").expect("it is written");
        let error = read_orders(&path).expect_err("it is of another format");
        assert_eq!(error.problem().code, "newer-format");
        std::fs::write(&path, "(format: 1,\n orders: [(t_s: 5, order: Evacuat())])")
            .expect("written");
        let error = read_orders(&path).expect_err("there is no such order");
        let problem = error.problem();
        assert_eq!((problem.code, problem.line), ("unknown-variant", Some(2)));
    }
}
