//! What the venue consists of, as a tree of names.

use crate::app::command::Selected;
use crate::app::document::Ground;
use crate::app::views::events::shown;

/// A branch of the outline.
pub(crate) struct Branch {
    /// Key of its name in the catalogue.
    pub(crate) key: &'static str,
    /// What is in it.
    pub(crate) leaves: Vec<Leaf>,
}

/// A thing with a name.
pub(crate) struct Leaf {
    /// Its name.
    pub(crate) name: String,
    /// A word beside it: area, width, head-count.
    pub(crate) aside: String,
    /// What it stands for.
    pub(crate) selects: Option<Selected>,
}

/// The outline of a scenario.
pub(crate) fn of(ground: &Ground) -> Vec<Branch> {
    let (drawing, scenario) = (&ground.drawing, &ground.world.scenario);
    let cells = |paths: bool| {
        let cells = drawing.cells.iter().enumerate();
        cells
            .filter(|(_, cell)| cell.is_path() == paths)
            .map(|(at, cell)| Leaf {
                name: cell.name.clone(),
                aside: if paths {
                    format!("{:.1} m", cell.width_m)
                } else {
                    format!("{:.0} m²", cell.area_m2)
                },
                selects: Some(Selected::Cell(at)),
            })
            .collect()
    };
    let gates = drawing.gates.iter().enumerate().map(|(at, gate)| Leaf {
        name: gate.name.clone(),
        aside: format!("{:.1} m", gate.width_m),
        selects: Some(Selected::Gate(at)),
    });
    let exits = drawing.exits.iter().enumerate().map(|(at, exit)| Leaf {
        name: exit.name.clone(),
        aside: format!("{:.1} m", exit.line.0.distance(exit.line.1)),
        selects: Some(Selected::Exit(at)),
    });
    let units = scenario
        .staff
        .units
        .iter()
        .enumerate()
        .map(|(at, unit)| Leaf {
            name: shown(&unit.name, &unit.id),
            aside: unit.count.to_string(),
            selects: Some(Selected::Unit(at)),
        });
    let plans = scenario.plans.iter().map(|plan| Leaf {
        name: shown(&plan.name, &plan.id),
        aside: String::new(),
        selects: None,
    });
    let branch = |key, leaves| Branch { key, leaves };
    vec![
        branch("app-outline-places", cells(false)),
        branch("app-outline-paths", cells(true)),
        branch("app-outline-gates", gates.collect()),
        branch("app-outline-exits", exits.collect()),
        branch("app-outline-staff", units.collect()),
        branch("app-outline-plans", plans.collect()),
    ]
}
