//! Made-up runs for the tests of the recording.

use crate::base::random::{Purpose, Stream};
use crate::model::{Parameters, Time};
use crate::sim::{
    Event, EventKind, Frame, Observer, OwnedFrame, Person, PersonKind, Roster, Row, Sample,
    SampleKind, Site, State,
};
use crate::world::{CellIndex, ExitIndex, GateIndex, ZoneIndex};

use super::{Names, RunInfo, Status};

/// What `run.json` says of a made-up run.
pub(super) fn info() -> RunInfo {
    let ids = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    RunInfo {
        version: "0.0.0".to_owned(),
        engine_revision: 1,
        scenario: "尖山 ceremony / trial".to_owned(),
        scenario_hash: "0".repeat(64),
        plan: Some("B".to_owned()),
        seed: 7,
        model: "csx".to_owned(),
        dt_s: 0.05,
        frame_dt_s: 0.5,
        status: Status::Running,
        from: Time(37_800.0),
        until_s: None,
        ran_s: None,
        orders_hash: None,
        parts: None,
        parameters: Parameters::default(),
        names: Names {
            cells: ids(&["lawn", "terrace", "main-stair"]),
            gates: ids(&["main-gate", "17"]),
            exits: ids(&["park-west", "park-east"]),
            zones: ids(&["zone-lawn"]),
            profiles: ids(&["adult"]),
            units: vec![("guides".to_owned(), "volunteer".to_owned())],
            incidents: ids(&["stall-fire"]),
        },
    }
}

/// Everything an observer was shown, in order.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Seen {
    pub people: Vec<Person>,
    pub calls: Vec<Call>,
}

/// A call of an observer.
#[derive(Debug, PartialEq)]
pub(super) enum Call {
    Events(Vec<(Event, u64)>),
    Samples(Vec<(Sample, u64)>),
    Frame(OwnedFrame),
}

impl Observer for Seen {
    fn start(&mut self, roster: &Roster) {
        self.people.clone_from(&roster.people);
    }
    fn events(&mut self, events: &[Event]) {
        let bits = events.iter().map(|e| (*e, e.value.to_bits()));
        self.calls.push(Call::Events(bits.collect()));
    }
    fn samples(&mut self, samples: &[Sample]) {
        let bits = samples.iter().map(|s| (*s, s.value.to_bits()));
        self.calls.push(Call::Samples(bits.collect()));
    }
    fn frame(&mut self, frame: &Frame<'_>) {
        let mut owned = OwnedFrame::default();
        owned.copy(frame);
        self.calls.push(Call::Frame(owned));
    }
}

/// People who walk about at random: speed and heading change all the time,
/// one in four stands.
pub(super) fn walk(people: u32, frames: u32, observer: &mut dyn Observer) {
    let mut random = Stream::new(1, Purpose::Jitter, 0);
    let mut uniform = move || random.unit();
    let person = |id: u32| Person {
        kind: if id % 50 == 49 {
            PersonKind::Staff
        } else {
            PersonKind::Visitor
        },
        unit: (id % 50 == 49).then_some(0),
        profile: (id % 50 != 49).then_some(0),
        group: id.is_multiple_of(3).then_some(id / 3),
        entrance: id.is_multiple_of(2).then_some(ExitIndex(1)),
        arrives_ms: i64::from(id % 7) * 1234,
    };
    observer.start(&Roster {
        people: (0..people).map(person).collect(),
    });
    let mut walkers: Vec<[f64; 4]> = (0..people)
        .map(|_| [uniform() * 100e3, uniform() * 80e3, uniform() * 6.3, 600.0])
        .collect();
    for number in 0..frames {
        let mut frame = OwnedFrame {
            number,
            t_ms: i64::from(number) * 500,
            ..OwnedFrame::default()
        };
        for (id, walker) in (0..people).zip(&mut walkers) {
            let stands = id % 4 == 0;
            walker[2] += (uniform() - 0.5) * 0.5;
            walker[3] = (walker[3] + (uniform() - 0.5) * 100.0).clamp(100.0, 800.0);
            if !stands {
                walker[0] += walker[3] * crate::base::math::cos(walker[2]);
                walker[1] += walker[3] * crate::base::math::sin(walker[2]);
            }
            // Some leave and come again; nobody is inside in frame 3.
            if (id + number) % 97 == 0 || number == 3 {
                continue;
            }
            frame.push(Row {
                id,
                x_mm: walker[0].round() as i32,
                y_mm: walker[1].round() as i32,
                sheet: if id % 5 == 0 { -1 } else { 0 },
                cell: (walker[0] > 50e3).into(),
                state: if stands {
                    State::Staying
                } else {
                    State::Walking
                },
            });
        }
        observer.events(&happenings(number));
        if number % 20 == 0 {
            observer.samples(&[
                sample(
                    frame.t_ms,
                    SampleKind::Inside,
                    Site::None,
                    f64::from(people),
                ),
                sample(frame.t_ms, SampleKind::Queue, Site::Gate(GateIndex(0)), 0.1),
            ]);
        }
        observer.frame(&frame.view());
    }
    // The run ends between two frames.
    observer.events(&[event(
        i64::from(frames) * 500 - 100,
        EventKind::Left,
        Site::None,
        0.3,
    )]);
}

/// Events of all kinds, with values that are hard to write. Number 57 befalls
/// person 17 at the gate with the id 17.
fn happenings(number: u32) -> Vec<Event> {
    let t_ms = i64::from(number) * 500 - 450;
    let kind = EventKind::ALL[number as usize % EventKind::ALL.len()];
    let site = [
        Site::None,
        Site::Cell(CellIndex(2)),
        Site::Gate(GateIndex((number % 2) as u16)),
        Site::Exit(ExitIndex(1)),
        Site::Zone(ZoneIndex(0)),
    ][number as usize % 5];
    let value = [0.0, -0.0, 0.1 + 0.2, 1e-300, f64::MAX, 1.0 / 3.0][number as usize % 6];
    let mut first = event(t_ms, kind, site, value);
    first.subject = number.is_multiple_of(3).then_some(number % 40);
    vec![
        first,
        event(t_ms, EventKind::GateChanged, Site::Gate(GateIndex(0)), 2.0),
        event(t_ms, EventKind::GateChanged, Site::Gate(GateIndex(1)), 2.0),
        event(
            t_ms,
            EventKind::IncidentStarted,
            Site::Cell(CellIndex(0)),
            0.0,
        ),
    ]
}

fn event(t_ms: i64, kind: EventKind, site: Site, value: f64) -> Event {
    Event {
        t_ms,
        kind,
        subject: None,
        site,
        value,
    }
}

fn sample(t_ms: i64, kind: SampleKind, site: Site, value: f64) -> Sample {
    Sample {
        t_ms,
        kind,
        site,
        value,
    }
}
