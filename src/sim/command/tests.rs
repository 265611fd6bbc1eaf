//! Channels and dispatchers as servers: their waits are those of the exact
//! recursion.

use super::*;
use crate::sim::RunSpec;
use crate::sim::service::done_times;
use crate::sim::tests::incidents::{crew, venue};
use crate::sim::tests::simulate;

/// A message that joined a line: of a channel, or of the dispatchers.
pub(super) struct Joined {
    channel: Option<usize>,
    message: u32,
    /// When it joined and how long it takes \[s\].
    times: (f64, f64),
    /// When a dispatcher had heard it \[s\].
    done_s: Option<f64>,
}

impl Simulation {
    pub(super) fn log_joining(&mut self, channel: Option<usize>, message: u32, times: (f64, f64)) {
        self.post.log.push(Joined {
            channel,
            message,
            times,
            done_s: None,
        });
    }

    pub(super) fn log_done(&mut self, message: u32, done_s: Option<f64>) {
        let of = |entry: &&mut Joined| entry.channel.is_none() && entry.message == message;
        if let Some(entry) = self.post.log.iter_mut().find(of) {
            entry.done_s = done_s;
        }
    }
}

#[test]
fn waits_for_channels_and_dispatchers_are_those_of_the_exact_recursion() {
    let incidents: String = (0..25)
        .map(|number| {
            let (x, y) = (
                10.0 + 2.5 * f64::from(number),
                8.0 + f64::from(number % 5) * 5.0,
            );
            format!(
                r#"(id: "i{number}", kind: Medical(critical: false),
                    occurrence: Scripted(at: {}, cell: "fair", position: ({x}, {y}))),"#,
                60 + 7 * number
            )
        })
        .collect();
    let rest = "parameters: (command: (radio_channels: 2)), run: (end: 3000)";
    let (_, run) = simulate(venue(&incidents, &crew(), rest), &RunSpec::default());
    let log = &run.post.log;
    // What was sent over a channel comes to the desk when the recursion says.
    let mut compared = 0;
    for channel in 0..2 {
        let line: Vec<&Joined> = log.iter().filter(|j| j.channel == Some(channel)).collect();
        let times: Vec<(f64, f64)> = line.iter().map(|j| j.times).collect();
        for (sent, done_s) in line.iter().zip(done_times(1, &times)) {
            let at_desk = log
                .iter()
                .find(|j| j.channel.is_none() && j.message == sent.message);
            if let Some(at_desk) = at_desk {
                assert_eq!(at_desk.times.0, done_s);
                compared += 1;
            }
        }
    }
    assert!(compared > 40, "{compared} reports went over channels");
    let desk: Vec<&Joined> = log.iter().filter(|j| j.channel.is_none()).collect();
    let times: Vec<(f64, f64)> = desk.iter().map(|j| j.times).collect();
    let mut waited = 0;
    for (report, done_s) in desk.iter().zip(done_times(2, &times)) {
        if let Some(measured_s) = report.done_s {
            assert_eq!(measured_s, done_s);
            waited += usize::from(done_s - report.times.0 - report.times.1 > 1.0);
        }
    }
    assert!(waited > 20, "{waited} had to wait");
}
