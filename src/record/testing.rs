//! Made-up runs for the tests of the recording.

use crate::base::random::{Purpose, Stream};
use crate::model::{Parameters, Time};
use crate::sim::{
    Event, EventKind, Frame, Observer, Person, PersonKind, Roster, Sample, SampleKind, Site, State,
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
    Frame(Owned),
}

/// A frame that keeps its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Owned {
    pub number: u32,
    pub t_ms: i64,
    pub id: Vec<u32>,
    pub x_mm: Vec<i32>,
    pub y_mm: Vec<i32>,
    pub sheet: Vec<i8>,
    pub cell: Vec<u16>,
    pub state: Vec<u8>,
}

impl Owned {
    pub(super) fn of(frame: &Frame<'_>) -> Self {
        Self {
            number: frame.number,
            t_ms: frame.t_ms,
            id: frame.id.to_vec(),
            x_mm: frame.x_mm.to_vec(),
            y_mm: frame.y_mm.to_vec(),
            sheet: frame.sheet.to_vec(),
            cell: frame.cell.to_vec(),
            state: frame.state.to_vec(),
        }
    }

    pub(super) fn borrow(&self) -> Frame<'_> {
        Frame {
            number: self.number,
            t_ms: self.t_ms,
            id: &self.id,
            x_mm: &self.x_mm,
            y_mm: &self.y_mm,
            sheet: &self.sheet,
            cell: &self.cell,
            state: &self.state,
        }
    }
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
        self.calls.push(Call::Frame(Owned::of(frame)));
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
        let mut frame = Owned {
            number,
            t_ms: i64::from(number) * 500,
            ..Owned::default()
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
            frame.id.push(id);
            frame.x_mm.push(walker[0].round() as i32);
            frame.y_mm.push(walker[1].round() as i32);
            frame.sheet.push(if id % 5 == 0 { -1 } else { 0 });
            frame.cell.push((walker[0] > 50e3).into());
            frame.state.push(if stands {
                State::Staying as u8
            } else {
                State::Walking as u8
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
        observer.frame(&frame.borrow());
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
