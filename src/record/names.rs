//! The names by which recordings speak of things.
//!
//! Inside, a gate or a place is an index into the scenario's lists; in files
//! it is its id. `run.json` carries these lists, so that a recording can be
//! read without compiling the scenario.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::Scenario;
use crate::sim::Site;
use crate::world::{CellIndex, ExitIndex, GateIndex, ZoneIndex};

/// Ids of a scenario in the order of its indices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Cells: places, then paths. The column `cell` of the trajectories is an
    /// index into this list.
    pub cells: Vec<String>,
    /// Gates.
    pub gates: Vec<String>,
    /// Exits.
    pub exits: Vec<String>,
    /// Zones.
    pub zones: Vec<String>,
    /// Profiles.
    pub profiles: Vec<String>,
    /// Units, each with its role.
    pub units: Vec<(String, String)>,
    /// Incidents.
    pub incidents: Vec<String>,
}

impl Names {
    /// The names of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let venue = &scenario.venue;
        let places = venue.places.iter().map(|place| place.id.clone());
        let paths = venue.paths.iter().map(|path| path.id.clone());
        Self {
            cells: places.chain(paths).collect(),
            gates: venue.gates.iter().map(|gate| gate.id.clone()).collect(),
            exits: venue.exits.iter().map(|exit| exit.id.clone()).collect(),
            zones: venue.zones.iter().map(|zone| zone.id.clone()).collect(),
            profiles: scenario
                .visitors
                .profiles
                .iter()
                .map(|profile| profile.id.clone())
                .collect(),
            units: scenario
                .staff
                .units
                .iter()
                .map(|unit| (unit.id.clone(), unit.role.key().to_owned()))
                .collect(),
            incidents: scenario
                .incidents
                .iter()
                .map(|incident| incident.id.clone())
                .collect(),
        }
    }

    /// The id of a site; none for nowhere.
    #[must_use]
    pub fn place(&self, site: Site) -> Option<&str> {
        let (list, at) = match site {
            Site::None => return None,
            Site::Cell(cell) => (&self.cells, cell.at()),
            Site::Gate(gate) => (&self.gates, gate.at()),
            Site::Exit(exit) => (&self.exits, exit.at()),
            Site::Zone(zone) => (&self.zones, zone.at()),
        };
        list.get(at).map(String::as_str)
    }

    /// The way back from ids to sites. Ids are unique in a document; should
    /// one be there twice, the first of cells, gates, exits, zones holds.
    #[must_use]
    pub fn sites(&self) -> BTreeMap<&str, Site> {
        let mut sites = BTreeMap::new();
        let cells = sites_of(&self.cells, |at| Site::Cell(CellIndex(at)));
        let gates = sites_of(&self.gates, |at| Site::Gate(GateIndex(at)));
        let exits = sites_of(&self.exits, |at| Site::Exit(ExitIndex(at)));
        let zones = sites_of(&self.zones, |at| Site::Zone(ZoneIndex(at)));
        for (id, site) in cells.chain(gates).chain(exits).chain(zones) {
            sites.entry(id).or_insert(site);
        }
        sites
    }
}

fn sites_of(ids: &[String], site: fn(u16) -> Site) -> impl Iterator<Item = (&str, Site)> {
    (0..=u16::MAX)
        .zip(ids)
        .map(move |(at, id)| (id.as_str(), site(at)))
}

/// The index of every id in a list, the first if there are several.
pub(super) fn index_of<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u32> {
    let mut index = BTreeMap::new();
    for (at, id) in (0..).zip(ids) {
        index.entry(id).or_insert(at);
    }
    index
}
