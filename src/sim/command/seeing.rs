//! Who sees what: staff and visitors near and in sight, dispatchers on their
//! cameras. People on the line of sight hide what is behind them.

use std::sync::Arc;

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::model::{Equipment, IncidentKind};
use crate::world::{CellIndex, Spot, World};

use super::super::Simulation;
use super::super::observe::EventKind;
use super::{CALLER, CAMERA, Message, What, part};

/// Width of a body that hides what is behind it \[m\] (shoulders, PEERS).
const BODY_M: f64 = 0.45;
/// A camera's picture is judged by what is round so many points.
const POINTS: usize = 12;
/// … laid out this far apart \[m\].
const POINTS_APART_M: f64 = 5.0;
/// How dense it is so near the place of a crush warning says how it is there \[m\].
const SAME_CROWD_M: f64 = 4.0;
/// Every how many seconds staff look whether they can go to what they have seen.
const GOES_S: u64 = 5;
/// Where a warning was taken back none is given again for so long \[s\]: two who
/// judge differently would give and take it in turn.
const WARNS_AGAIN_S: f64 = 300.0;
/// Every how many seconds a unit judges how dense the crowd round it is.
pub(super) const JUDGES_S: u64 = 10;

/// For each camera the points by which its picture is judged, spread over what it
/// covers.
pub(super) fn covers(world: &World) -> Vec<Vec<Spot>> {
    let cameras = world.scenario.staff.cameras.iter();
    cameras
        .map(|camera| {
            let center: Vec2 = camera.position.into();
            let reach = (camera.range_m / POINTS_APART_M).ceil().min(40.0) as i32;
            let sheet = (world.cell_named(&camera.cell)).map(|cell| world.cell(cell).sheet);
            let mut seen: Vec<Spot> = Vec::new();
            for row in -reach..=reach {
                for column in -reach..=reach {
                    let step = Vec2::new(f64::from(column), f64::from(row)) * POINTS_APART_M;
                    let at = center + step;
                    let Some(cell) = sheet.and_then(|sheet| world.locate(sheet, at)) else {
                        continue;
                    };
                    let spot = Spot::new(cell, at);
                    if world.films(camera, spot) {
                        seen.push(spot);
                    }
                }
            }
            let each = seen.len().div_ceil(POINTS).max(1);
            seen.into_iter().step_by(each).collect()
        })
        .collect()
}

impl Simulation {
    /// A second of looking round: staff, visitors, cameras.
    pub(super) fn see_incidents(&mut self) {
        self.look_at_cameras();
        self.judge_crowd();
        let looks = (self.t_s().round() as u64).is_multiple_of(GOES_S);
        for number in self.open_cases().collect::<Vec<usize>>() {
            let case = &self.cases[number];
            let lost = matches!(case.kind, IncidentKind::LostPerson);
            if lost {
                // Nobody sees that somebody is lost: those who miss them call.
                self.call(number);
                if self.cases[number].book.described {
                    self.look_for_lost(number);
                }
                continue;
            }
            if looks {
                self.go_at_once(number);
            }
            if self.cases[number].book.accepted_s.is_none() {
                self.be_seen_by_staff(number);
                if self.is_seen_by_visitors(number) {
                    self.call(number);
                }
            }
        }
    }

    /// How far one sees what is at a spot, through the people round it \[m\].
    fn sight_to(&self, spot: Spot) -> f64 {
        let command = self.world.scenario.parameters.command;
        let density = self.density_round(spot);
        let through = command.sight_people / (density.max(1e-9) * BODY_M);
        command.sight_m.min(through)
    }

    /// Units that see an incident report it, each once.
    fn be_seen_by_staff(&mut self, number: usize) {
        let spot = self.cases[number].spot;
        let sight_m = self.sight_to(spot);
        let sheet = self.world.cell(spot.cell).sheet;
        for id in self.staff_inside().collect::<Vec<u32>>() {
            let unit = self.team.unit_of(id) as u32;
            let at = self.whereabouts(id);
            if self.cases[number].book.seen_by.contains(&unit)
                || self.world.cell(at.cell).sheet != sheet
                || at.at.distance(spot.at) > sight_m
                || !self.world.sees(at, spot)
            {
                continue;
            }
            self.cases[number].book.seen_by.push(unit);
            self.first_seen(number, Some(id));
            self.report(number, unit);
        }
    }

    /// A unit makes its report, over the radio if it has one.
    pub(super) fn report(&mut self, number: usize, unit: u32) {
        let command = self.world.scenario.parameters.command;
        let channel = self.radio_of(unit as usize);
        let wait = match channel {
            Some(_) => command.notice_s,
            None => command.call_s,
        };
        let at_s = self.t_s() + self.drawn_for(number, part::NOTICE + u64::from(unit), wait);
        self.post.post(
            at_s,
            Message {
                case: number as u32,
                what: What::Report,
                from: unit,
                channel,
            },
        );
    }

    /// Notes that an incident has been seen; the chain of the plan it sets going
    /// begins.
    fn first_seen(&mut self, number: usize, by: Option<u32>) {
        if self.cases[number].book.seen_s.is_some() {
            return;
        }
        self.cases[number].book.seen_s = Some(self.t_s());
        self.tell_case(EventKind::IncidentSeen, by, number);
        self.detect_for_plan(number);
    }

    /// Whether a visitor knows of it: whom it befell if they can call, or who sees
    /// it.
    fn is_seen_by_visitors(&self, number: usize) -> bool {
        let case = &self.cases[number];
        if case.book.seen_by.contains(&CALLER) {
            return false;
        }
        // Who can, calls for themselves.
        let able = matches!(
            case.kind,
            IncidentKind::Medical { critical: false } | IncidentKind::Fall
        );
        if able && case.patient.is_some() {
            return true;
        }
        let (spot, sight_m) = (case.spot, self.sight_to(case.spot));
        let mut seen = false;
        self.each_near(spot.cell, spot.at, sight_m, |id| {
            seen = seen
                || self.is_well(id)
                    && (self.world.cell(spot.cell))
                        .sees(spot.at, self.bodies[id as usize].position);
        });
        seen
    }

    /// Somebody without a radio calls the command post; once for each incident.
    fn call(&mut self, number: usize) {
        if self.cases[number].book.seen_by.contains(&CALLER) {
            return;
        }
        self.cases[number].book.seen_by.push(CALLER);
        self.first_seen(number, None);
        let wait = self.world.scenario.parameters.command.call_s;
        let wait_s = self.drawn_for(number, part::NOTICE + u64::from(CALLER), wait);
        self.report_from(number, CALLER, wait_s);
    }

    /// A report that goes over no channel.
    fn report_from(&mut self, number: usize, from: u32, wait_s: f64) {
        let at_s = self.t_s() + wait_s;
        let message = Message {
            case: number as u32,
            what: What::Report,
            from,
            channel: None,
        };
        self.post.post(at_s, message);
    }

    /// Dispatchers who have no report to take look at cameras in turn.
    fn look_at_cameras(&mut self) {
        let cameras = self.world.scenario.staff.cameras.len() as u64;
        if !self.post.present || cameras == 0 {
            return;
        }
        let command = self.world.scenario.parameters.command;
        let desk = &self.post.desk;
        let busy = desk.len() - desk.waiting();
        // At the end of a second; who is busy looks at nothing.
        self.post.attention_s += (desk.open() - busy.min(desk.open())) as f64;
        while self.post.attention_s >= command.camera_look_s {
            self.post.attention_s -= command.camera_look_s;
            let look = self.post.looks;
            self.post.looks += 1;
            self.look_at(look, (look % cameras) as usize);
        }
    }

    fn look_at(&mut self, look: u64, camera: usize) {
        let world = Arc::clone(&self.world);
        let command = world.scenario.parameters.command;
        for number in self.open_cases().collect::<Vec<usize>>() {
            let case = &self.cases[number];
            let lost = matches!(case.kind, IncidentKind::LostPerson);
            let wanted = match lost {
                true => case.book.described && !case.book.found,
                false => case.book.accepted_s.is_none() && !case.book.seen_by.contains(&CAMERA),
            };
            if !wanted || !world.films(&world.scenario.staff.cameras[camera], case.spot) {
                continue;
            }
            let mut stream = Stream::with_part(
                self.seed,
                Purpose::Command,
                self.cases[number].key,
                part::LOOK + look,
            );
            if stream.unit() >= command.camera_notices {
                continue;
            }
            if lost {
                self.find(number, None);
            } else {
                self.cases[number].book.seen_by.push(CAMERA);
                self.first_seen(number, None);
                self.report_from(number, CAMERA, 0.0);
            }
        }
        self.judge_picture(camera);
    }

    /// Estimates how dense the crowd is that a camera shows.
    fn judge_picture(&mut self, camera: usize) {
        let points = std::mem::take(&mut self.post.covers[camera]);
        let error = self.estimate_error(part::LENS | camera as u64);
        let mut by_cell: Vec<(CellIndex, f64, f64, f64, Spot)> = Vec::new();
        for &point in &points {
            let density = self.density_round(point) * error;
            match by_cell.iter_mut().find(|entry| entry.0 == point.cell) {
                Some(entry) => {
                    entry.1 += density;
                    entry.2 += 1.0;
                    if density > entry.3 {
                        (entry.3, entry.4) = (density, point);
                    }
                }
                None => by_cell.push((point.cell, density, 1.0, density, point)),
            }
        }
        for number in self.open_cases().collect::<Vec<usize>>() {
            let spot = self.cases[number].spot;
            let distance = |point: &&Spot| point.at.distance(spot.at);
            let nearest = (points.iter())
                .filter(|point| point.cell == spot.cell && distance(point) <= SAME_CROWD_M)
                .min_by(|a, b| distance(a).total_cmp(&distance(b)));
            if let Some(&point) = nearest {
                self.cases[number].estimate_per_m2 = Some(self.density_round(point) * error);
            }
        }
        self.post.covers[camera] = points;
        for (cell, sum, count, most, densest) in by_cell {
            self.post.picture[cell.at()] = sum / count;
            self.warn_if_crowded(densest, most, None);
        }
    }

    /// Every unit judges now and then how dense the crowd round it is.
    fn judge_crowd(&mut self) {
        let second = self.t_s().round() as u64;
        let world = Arc::clone(&self.world);
        for unit in 0..world.scenario.staff.units.len() {
            if !(second + unit as u64).is_multiple_of(JUDGES_S) {
                continue;
            }
            let Some(id) = self.first_inside(unit) else {
                continue;
            };
            let here = self.whereabouts(id);
            let density = self.density_round(here) * self.estimate_error(unit as u64);
            let equipment = &world.scenario.staff.units[unit].equipment;
            // What no radio tells the post it does not know.
            if equipment.contains(&Equipment::Radio) {
                self.judge_warning(here, density);
            }
            self.warn_if_crowded(here, density, Some(unit as u32));
        }
    }

    /// What somebody takes for a density over the density: who sees too many sees too
    /// many always.
    pub(super) fn estimate_error(&self, who: u64) -> f64 {
        let error = self.world.scenario.parameters.command.estimate_error;
        let mut stream = Stream::with_part(self.seed, Purpose::Command, part::JUDGE | who, 0);
        (1.0 + error * stream.normal()).max(0.0)
    }

    /// A crush warning, unless one is open for that cell or has just been taken back.
    fn warn_if_crowded(&mut self, at: Spot, estimate: f64, unit: Option<u32>) {
        if estimate < self.world.scenario.parameters.command.warning_per_m2 {
            return;
        }
        let now = self.t_s();
        let known = self.cases.iter().any(|case| {
            case.kind == IncidentKind::CrushWarning
                && case.spot.cell == at.cell
                && case
                    .settled_s
                    .is_none_or(|since_s| now < since_s + WARNS_AGAIN_S)
        });
        if known {
            return;
        }
        let number = self.raise(IncidentKind::CrushWarning, at, None);
        self.cases[number].estimate_per_m2 = Some(estimate);
        let source = unit.unwrap_or(CAMERA);
        self.cases[number].book.seen_by.push(source);
        let by = unit.and_then(|unit| self.first_inside(unit as usize));
        self.first_seen(number, by);
        match unit {
            Some(unit) => self.report(number, unit),
            None => self.report_from(number, CAMERA, 0.0),
        }
    }

    /// Somebody near the place of a crush warning says how it is there.
    fn judge_warning(&mut self, here: Spot, estimate: f64) {
        for number in self.open_cases().collect::<Vec<usize>>() {
            let case = &mut self.cases[number];
            let near =
                case.spot.cell == here.cell && case.spot.at.distance(here.at) <= SAME_CROWD_M;
            if near && case.kind == IncidentKind::CrushWarning {
                case.estimate_per_m2 = Some(estimate);
            }
        }
    }

    /// Staff who have the description of somebody who is lost know them when they
    /// come near.
    fn look_for_lost(&mut self, number: usize) {
        if self.cases[number].book.found {
            return;
        }
        let range = self.world.scenario.parameters.response.recognised_m;
        let spot = self.cases[number].spot;
        let world = Arc::clone(&self.world);
        let finder = self.staff_inside().find(|&id| {
            let unit = &world.scenario.staff.units[self.team.unit_of(id)];
            let at = self.whereabouts(id);
            unit.equipment.contains(&Equipment::Radio)
                && at.at.distance(spot.at) <= range
                && world.sees(at, spot)
        });
        if let Some(id) = finder {
            self.find(number, Some(id));
        }
    }
}
