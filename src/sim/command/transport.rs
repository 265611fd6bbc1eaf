//! Casualties whose survival hangs on minutes are taken away by ambulance from where
//! they were brought; where none can come they stay.

use crate::model::{Power, ResourceKind};
use crate::world::ExitIndex;
use crate::world::route::Target;

use super::super::Simulation;
use super::super::mind::Activity;
use super::super::observe::{EventKind, State};
use super::{Message, What};

/// An ambulance is with a casualty within \[m\].
const AT_CASUALTY_M: f64 = 5.0;
/// For casualties without an ambulance one is looked for so often \[s\].
const LOOK_S: u64 = 10;

/// Whether an ambulance is with its casualty is looked at so often \[s\].
const LOADS_S: u64 = 5;

/// A casualty who waits for an ambulance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transport {
    case: usize,
    patient: u32,
    /// Who drives to fetch them.
    driver: Option<u32>,
}

impl Simulation {
    /// Somebody has been made fit for transport and lies where they are.
    pub(in super::super) fn await_transport(&mut self, case: usize, patient: u32) {
        if self.active.binary_search(&patient).is_err() {
            return;
        }
        self.lay_down(patient);
        self.transports.push(Transport {
            case,
            patient,
            driver: None,
        });
    }

    /// A second of fetching casualties.
    pub(super) fn run_transports(&mut self) {
        let second = self.t_s().round() as u64;
        for index in 0..self.transports.len() {
            let transport = self.transports[index];
            let drives =
                |id: u32| self.active.binary_search(&id).is_ok() && self.team.is_driver(id);
            if transport.driver.is_some_and(|id| !drives(id)) {
                self.transports[index].driver = None;
            }
            match self.transports[index].driver {
                None if self.post.present && second.is_multiple_of(LOOK_S) => {
                    self.send_ambulance(index);
                }
                Some(driver)
                    if second.is_multiple_of(LOADS_S)
                        && self.is_with(driver, transport.patient) =>
                {
                    self.drive_away(driver, transport.patient);
                }
                _ => {}
            }
        }
        let active = &self.active;
        self.transports
            .retain(|transport| active.binary_search(&transport.patient).is_ok());
    }

    fn send_ambulance(&mut self, index: usize) {
        let Transport { case, patient, .. } = self.transports[index];
        let to = self.whereabouts(patient);
        let found = self.driver_for(ResourceKind::Ambulance, Power::Treat, to, case);
        let Some((driver, vehicle)) = found else {
            return;
        };
        self.reserve(driver, vehicle, to);
        self.transports[index].driver = Some(driver);
        let now = self.t_s();
        let message = Message {
            case: case as u32,
            what: What::Fetch(driver),
            from: driver,
            channel: self.radio_of(self.team.unit_of(driver)),
        };
        self.post.post(now, message);
    }

    /// The driver of an ambulance has heard whom to fetch.
    pub(super) fn set_out_to_fetch(&mut self, driver: u32) {
        if self.active.binary_search(&driver).is_err() {
            return;
        }
        let vehicle = self.team.vehicle_of(driver);
        let goes = vehicle.is_some_and(|vehicle| self.go_to_vehicle(driver, vehicle));
        if !goes {
            self.go_back(driver);
        }
    }

    fn is_with(&self, driver: u32, patient: u32) -> bool {
        let (at, there) = (self.whereabouts(driver), self.whereabouts(patient));
        self.active.binary_search(&driver).is_ok()
            && self.team.drives(driver)
            && self.minds[patient as usize].activity == Activity::Lying
            && at.at.distance(there.at) <= AT_CASUALTY_M
            && self.world.sees(at, there)
    }

    /// The ambulance leaves by the exit to which it drives soonest; the casualty
    /// counts as out from when they are in it. Where it can drive out nowhere both
    /// stay.
    fn drive_away(&mut self, driver: u32, patient: u32) {
        let from = self.whereabouts(driver);
        let mut best: Option<(f64, ExitIndex)> = None;
        for exit in self.ways.usable_exits() {
            if let Some(way) = self.vehicle_way(from, Target::Exit(exit))
                && best.is_none_or(|(least, _)| way.leg.time_s < least)
            {
                best = Some((way.leg.time_s, exit));
            }
        }
        let Some((_, exit)) = best else { return };
        if !self.send(driver, Target::Exit(exit), State::Responding, true) {
            return;
        }
        let speed = self.world.scenario.parameters.response.driving_m_s;
        self.bodies[driver as usize].free_speed = speed;
        self.leave_post_for_good(driver);
        self.tell(
            EventKind::TakenAway,
            Some(patient),
            crate::sim::Site::Exit(exit),
            f64::from(self.team.unit_of(driver) as u32),
        );
        self.leave(patient, exit);
    }
}
