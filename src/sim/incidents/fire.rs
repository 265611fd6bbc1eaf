//! A fire: it grows, its gas bottle bursts, and who puts it out must have the
//! means for its size; else the town's fire service is called.

use crate::model::{Equipment, IncidentKind};

use super::super::Simulation;
use super::super::observe::EventKind;
use super::course::part;

impl Simulation {
    /// A second of a fire.
    pub(super) fn burn(&mut self, number: usize, gas_bottle: bool) {
        let now = self.t_s();
        let began_s = self.cases[number].began_s;
        if let Some(ends_s) = self.cases[number].service_ends_s
            && now >= ends_s
        {
            self.settle(number);
            return;
        }
        let response = self.world.scenario.parameters.response;
        let bursts_s = began_s + self.drawn_for(number, part::BOTTLE, response.bottle_s);
        let second = bursts_s <= now && now < bursts_s + 1.0 - 1e-9;
        if gas_bottle && second {
            self.burst(number, response.burst_m);
        }
    }

    /// A gas bottle bursts: who is near is hurt.
    fn burst(&mut self, number: usize, range_m: f64) {
        let spot = self.cases[number].spot;
        self.tell_case(EventKind::IncidentWorse, None, number);
        let mut hurt: Vec<u32> = Vec::new();
        self.each_near(spot.cell, spot.at, range_m, |id| hurt.push(id));
        hurt.retain(|&id| self.is_well(id));
        hurt.sort_unstable();
        for id in hurt {
            let kind = IncidentKind::Medical { critical: false };
            self.raise(kind, self.whereabouts(id), Some(id));
        }
    }

    /// Whether those who are at a fire have what its size takes; none are not
    /// there.
    pub(in super::super) fn can_put_out(&self, number: usize, there: &[u32]) -> bool {
        let response = self.world.scenario.parameters.response;
        let scenario = &self.world.scenario;
        let means = there.iter().map(|&id| {
            let unit = self.team.unit_of(id);
            let extinguisher = scenario.staff.units[unit]
                .equipment
                .contains(&Equipment::Extinguisher);
            if self.team.drives(id) {
                response.truck_m
            } else if extinguisher {
                response.extinguisher_m
            } else {
                0.0
            }
        });
        means.fold(0.0, f64::max) >= self.cases[number].radius(self.t_s())
    }

    /// The town's fire service is called: it comes, and works until the fire is
    /// out.
    pub(in super::super) fn call_service(&mut self, number: usize) {
        if self.cases[number].service_ends_s.is_some() {
            return;
        }
        let response = self.world.scenario.parameters.response;
        let comes_s = self.drawn_for(number, part::SERVICE, response.fire_service_s);
        let works_s = self.drawn_for(number, part::SERVICE_WORKS, response.fire_service_works_s);
        self.cases[number].service_ends_s = Some(self.t_s() + comes_s + works_s);
        self.tell_case(EventKind::IncidentHandedOver, None, number);
    }
}
