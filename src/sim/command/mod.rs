//! Command: who sees an incident tells the command post over a radio channel or by
//! telephone, dispatchers take reports in turn, and send who should be there first
//! by what the post knows.
//!
//! A channel carries one message at a time and a dispatcher takes one report at a
//! time, both first come, first served ([`ServiceLine`]). Further reports of the
//! same incident take their time too: that is how a crowd of reports delays the
//! one that matters.

mod dispatch;
mod errand;
mod relief;
mod scene;
mod seeing;
#[cfg(test)]
mod tests;
mod transport;

use crate::model::{Equipment, PostKind};
use crate::world::{Spot, World};

pub(super) use transport::Transport;

use super::Simulation;
use super::evacuation;
use super::observe::{EventKind, Site};
use super::service::{ServiceLine, Turn};

/// Parts of the key of draws for messages: at these and above, by who sends it.
mod part {
    /// Time on the channel of a report, by its sender.
    pub(super) const REPORT: u64 = 1 << 40;
    /// Time a dispatcher takes over it.
    pub(super) const HANDLE: u64 = 2 << 40;
    /// Time until it is made.
    pub(super) const NOTICE: u64 = 3 << 40;
    /// Time on the channel of an order, by the member.
    pub(super) const ORDER: u64 = 4 << 40;
    /// Whether a look at a camera notices it, by the look.
    pub(super) const LOOK: u64 = 5 << 40;
    /// How a unit judges crowds, and how a camera shows them: keys of their own.
    pub(super) const JUDGE: u64 = 1 << 62;
    pub(super) const LENS: u64 = 1 << 40;
}

/// Who reports: units by their index, and others.
const CALLER: u32 = u32::MAX;
const CAMERA: u32 = u32::MAX - 1;
/// Who has dealt with an incident reports back.
const BACK: u32 = u32::MAX - 2;

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    /// That there is an incident.
    Report,
    /// Where a member is to go.
    Order(u32),
    /// Where a unit is to go: an errand by its number, of no incident.
    Go(u32),
    /// Whom a member is to fetch with an ambulance.
    Fetch(u32),
    /// What a lost person looks like.
    Description,
    /// That an incident has been dealt with.
    Back,
}

/// A message on its way.
#[derive(Clone, Copy, Debug)]
struct Message {
    case: u32,
    what: What,
    /// Who sends it.
    from: u32,
    /// Its radio channel; none for a call, which is taken at once.
    channel: Option<usize>,
}

/// The command post of a run.
pub(crate) struct CommandPost {
    /// Whether there is one that takes reports.
    present: bool,
    channels: Vec<ServiceLine>,
    desk: ServiceLine,
    /// All messages so far; lines name them by index.
    messages: Vec<Message>,
    /// Messages still to be sent: (when, index), soonest last.
    outbox: Vec<(f64, u32)>,
    /// Density of each cell as last estimated [1/m²].
    picture: Vec<f64>,
    /// Points each camera covers by which its picture is judged.
    covers: Vec<Vec<Spot>>,
    /// Attention of dispatchers not yet spent on cameras \[s\].
    attention_s: f64,
    /// Looks at cameras so far.
    looks: u64,
    /// Who waited for what, in the order of joining.
    #[cfg(test)]
    log: Vec<tests::Joined>,
}

impl CommandPost {
    /// The command post of a world: the rooms that are no fall-back, or that if
    /// there is no other.
    pub(super) fn new(world: &World) -> Self {
        let scenario = &world.scenario;
        let dispatchers = |wanted: bool| -> usize {
            let posts = scenario.staff.posts.iter();
            posts
                .map(|post| match post.kind {
                    PostKind::Command {
                        dispatchers,
                        fallback,
                    } if fallback == wanted => dispatchers as usize,
                    _ => 0,
                })
                .sum()
        };
        let desks = match dispatchers(false) {
            0 => dispatchers(true),
            own => own,
        };
        let channels = scenario.parameters.command.radio_channels.max(1) as usize;
        let present = desks > 0 && scenario.staff.is_described();
        Self {
            present,
            channels: (0..channels).map(|_| ServiceLine::new(1)).collect(),
            desk: ServiceLine::new(desks),
            messages: Vec::new(),
            outbox: Vec::new(),
            picture: vec![0.0; world.cells.len()],
            covers: if present {
                seeing::covers(world)
            } else {
                Vec::new()
            },
            attention_s: 0.0,
            looks: 0,
            #[cfg(test)]
            log: Vec::new(),
        }
    }

    /// Whether reports are taken.
    pub(super) fn is_present(&self) -> bool {
        self.present
    }

    /// A message is sent at a time.
    fn post(&mut self, at_s: f64, message: Message) {
        // Where nobody takes them messages are lost.
        if !self.present {
            return;
        }
        let number = self.messages.len() as u32;
        self.messages.push(message);
        let place = self
            .outbox
            .partition_point(|&(t, n)| t > at_s || t == at_s && n > number);
        self.outbox.insert(place, (at_s, number));
    }
}

impl Simulation {
    /// Everything about incidents in a step.
    pub(super) fn command(&mut self) {
        if self.tick.is_multiple_of(super::steps_in(1.0, self.dt)) {
            self.run_incidents();
            if self.team.is_described() {
                self.see_incidents();
                self.attend();
                self.run_transports();
            }
        }
        if self.post.present {
            self.pass_messages();
        }
    }

    /// Messages go over their channels and are taken by dispatchers.
    fn pass_messages(&mut self) {
        let now = self.t_s();
        // What comes to the desk in this step, with the time at which it does.
        let mut arrivals: Vec<(f64, u32)> = Vec::new();
        let mut sent: Vec<u32> = Vec::new();
        while let Some((at_s, number)) = self.post.outbox.pop_if(|(t, _)| *t <= now) {
            let message = self.post.messages[number as usize];
            match message.channel {
                Some(channel) => {
                    let airtime_s = self.airtime_s(message);
                    #[cfg(test)]
                    self.log_joining(Some(channel), number, (at_s, airtime_s));
                    self.post.channels[channel].join(number, at_s, airtime_s);
                }
                None if matches!(message.what, What::Go(_)) => sent.push(number),
                None => arrivals.push((at_s, number)),
            }
        }
        for channel in &mut self.post.channels {
            channel.advance(now, |turn| {
                if let Turn::Done(customer) = turn {
                    let what = self.post.messages[customer.id as usize].what;
                    if matches!(what, What::Report | What::Back) {
                        arrivals.push((customer.done_s.unwrap_or(now), customer.id));
                    } else {
                        sent.push(customer.id);
                    }
                }
            });
        }
        arrivals.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (at_s, number) in arrivals {
            self.come_to_desk(at_s, number);
        }
        sent.sort_unstable();
        for number in sent {
            self.hear_order(number);
        }
        let mut turns: Vec<Turn> = Vec::new();
        self.post.desk.advance(now, |turn| turns.push(turn));
        for turn in turns {
            match turn {
                Turn::Begins(customer) => self.take_up(customer.id),
                Turn::Done(customer) => {
                    #[cfg(test)]
                    self.log_done(customer.id, customer.done_s);
                    self.act_on(customer.id);
                }
            }
        }
    }

    /// How long a message holds its channel \[s\].
    fn airtime_s(&self, message: Message) -> f64 {
        let command = self.world.scenario.parameters.command;
        let (part, time) = match message.what {
            What::Go(errand) => return self.drawn_for_errand(errand, part::ORDER, command.order_s),
            What::Report | What::Back => (part::REPORT, command.report_s),
            What::Order(_) | What::Fetch(_) | What::Description => (part::ORDER, command.order_s),
        };
        let key = match message.what {
            What::Order(member) | What::Fetch(member) => member,
            _ => message.from,
        };
        self.drawn_for(message.case as usize, part + u64::from(key), time)
    }

    /// A report has come to the command post and waits for a dispatcher.
    fn come_to_desk(&mut self, at_s: f64, number: u32) {
        let message = self.post.messages[number as usize];
        let case = message.case as usize;
        let now = self.t_s();
        if self.cases[case].book.reported_s.is_none() {
            self.cases[case].book.reported_s = Some(now);
            self.tell_case(EventKind::IncidentReported, None, case);
            self.report_to_plan(case);
        } else if message.what == What::Report {
            self.tell_case(EventKind::IncidentMerged, None, case);
        }
        let time = self.world.scenario.parameters.command.handle_s;
        let handle_s = self.drawn_for(case, part::HANDLE + u64::from(message.from), time);
        #[cfg(test)]
        self.log_joining(None, number, (at_s, handle_s));
        self.post.desk.join(number, at_s, handle_s);
    }

    /// The plan's chain begins: the incident it waits for has been seen.
    fn detect_for_plan(&mut self, case: usize) {
        if self.evacuation.awaits(self.cases[case].document) {
            self.tell(EventKind::Detected, None, Site::None, 0.0);
        }
    }

    /// The plan's chain goes on: the incident it waits for has been reported.
    fn report_to_plan(&mut self, case: usize) {
        if self.evacuation.awaits(self.cases[case].document) {
            self.tell(EventKind::Reported, None, Site::None, 0.0);
            let now = self.t_s();
            self.evacuation.report(now);
        }
    }

    /// Whether the command post knows that the incident is dealt with that set the
    /// plan going.
    pub(super) fn is_trigger_resolved(&self) -> bool {
        let Some(plan) = self.evacuation.plan else {
            return false;
        };
        let scenario = &self.world.scenario;
        let trigger = evacuation::trigger(scenario, &scenario.plans[plan]);
        trigger.is_some()
            && (self.cases.iter())
                .any(|case| case.document == trigger && case.book.closed_s.is_some())
    }

    /// A dispatcher takes a report up.
    fn take_up(&mut self, number: u32) {
        let case = self.post.messages[number as usize].case as usize;
        let book = &self.cases[case].book;
        if book.accepted_s.is_none() && book.closed_s.is_none() {
            self.cases[case].book.accepted_s = Some(self.t_s());
            self.tell_case(EventKind::IncidentAccepted, None, case);
        }
    }

    /// A dispatcher has heard a report to its end.
    fn act_on(&mut self, number: u32) {
        let message = self.post.messages[number as usize];
        let case = message.case as usize;
        match message.what {
            What::Back => self.close(case),
            _ => self.assign(case),
        }
    }

    /// The radio channel of a unit: by its role, as many as there are.
    fn channel_of(&self, unit: usize) -> usize {
        let role = self.world.scenario.staff.units[unit].role;
        role as usize % self.post.channels.len()
    }

    /// How a unit reports: by radio, or by telephone like anybody.
    fn radio_of(&self, unit: usize) -> Option<usize> {
        let equipment = &self.world.scenario.staff.units[unit].equipment;
        equipment
            .contains(&Equipment::Radio)
            .then(|| self.channel_of(unit))
    }
}
