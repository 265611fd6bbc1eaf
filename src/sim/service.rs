//! Lanes of a gate as servers: one line, first come, first served.
//!
//! Times are continuous; the engine asks once a tick who is done. With k
//! lanes the customer who joined n-th is taken by the lane that is free
//! first: s = max(join, least free time), done = s + service, the recursion
//! of Kiefer and Wolfowitz (1955).

use std::collections::VecDeque;

/// A line before a gate and the lanes that serve it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceLine {
    /// When each lane is free \[s\].
    free_s: Vec<f64>,
    /// Who waits or is served, in the order of joining.
    line: VecDeque<Customer>,
    /// Lanes that take people, the first of all: those with a crew.
    open: usize,
    /// Whether nobody is checked any more: the alarm has come.
    suspended: bool,
}

/// Somebody in the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Customer {
    /// Person.
    pub(crate) id: u32,
    /// When the person joined \[s\].
    pub(crate) joined_s: f64,
    /// Time the person will take \[s\].
    pub(crate) service_s: f64,
    /// The lane that serves the person, of a thousand at most; none while waiting.
    pub(crate) lane: Option<u16>,
    /// When the person is done; none while waiting \[s\].
    pub(crate) done_s: Option<f64>,
}

/// What becomes of somebody in the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Turn {
    /// A lane takes them.
    Begins(Customer),
    /// They are done and leave the line.
    Done(Customer),
}

impl ServiceLine {
    /// A line with so many lanes, all free.
    pub(crate) fn new(lanes: usize) -> Self {
        Self {
            free_s: vec![f64::NEG_INFINITY; lanes],
            line: VecDeque::new(),
            open: lanes,
            suspended: false,
        }
    }

    /// Lanes there are.
    pub(crate) fn lanes(&self) -> usize {
        self.free_s.len()
    }

    /// Lanes that take people.
    pub(crate) fn open(&self) -> usize {
        self.open
    }

    /// Opens or closes lanes: one that closes serves whom it has begun with, one
    /// that opens is free from now on.
    pub(crate) fn set_open(&mut self, lanes: usize, now_s: f64) {
        let lanes = lanes.min(self.free_s.len());
        for free_s in self.free_s.iter_mut().take(lanes).skip(self.open) {
            *free_s = free_s.max(now_s);
        }
        self.open = lanes;
    }

    /// Lets everybody go who waits, front first, because nobody checks them; who
    /// is being served stays.
    pub(crate) fn release(&mut self) -> Vec<Customer> {
        let waiting: Vec<Customer> = self
            .line
            .iter()
            .filter(|c| c.lane.is_none())
            .copied()
            .collect();
        self.line.retain(|customer| customer.lane.is_some());
        waiting
    }

    /// Whether everyone passes without being checked.
    pub(crate) fn is_suspended(&self) -> bool {
        self.suspended
    }

    /// People in the line, those being served among them.
    pub(crate) fn len(&self) -> usize {
        self.line.len()
    }

    /// People in the line whom no lane has taken yet.
    pub(crate) fn waiting(&self) -> usize {
        // Lanes take people in order, so those who are served stand in front.
        let served = self.line.iter().take_while(|c| c.lane.is_some()).count();
        self.line.len() - served
    }

    /// Everyone in the line, front first.
    pub(crate) fn customers(&self) -> impl Iterator<Item = &Customer> {
        self.line.iter()
    }

    /// Somebody joins at the end.
    pub(crate) fn join(&mut self, id: u32, joined_s: f64, service_s: f64) {
        self.line.push_back(Customer {
            id,
            joined_s,
            service_s,
            lane: None,
            done_s: None,
        });
    }

    /// Starts every service that begins by `now_s` and removes everyone who
    /// is done by then, both in the order of the line.
    pub(crate) fn advance(&mut self, now_s: f64, mut tell: impl FnMut(Turn)) {
        for customer in &mut self.line {
            if customer.done_s.is_some() {
                continue;
            }
            let Some(lane) = earliest(&self.free_s[..self.open]) else {
                break;
            };
            let start_s = customer.joined_s.max(self.free_s[lane]);
            if start_s > now_s {
                break;
            }
            let done_s = start_s + customer.service_s;
            self.free_s[lane] = done_s;
            customer.done_s = Some(done_s);
            customer.lane = Some(lane as u16);
            tell(Turn::Begins(*customer));
        }
        // Who is done need not stand in front: a short service overtakes.
        if self
            .line
            .iter()
            .any(|c| c.done_s.is_some_and(|t| t <= now_s))
        {
            self.line.retain(|customer| {
                let leaves = customer.done_s.is_some_and(|t| t <= now_s);
                if leaves {
                    tell(Turn::Done(*customer));
                }
                !leaves
            });
        }
    }

    /// Removes somebody who goes elsewhere; a lane that had begun is kept
    /// busy to the end of the service.
    pub(crate) fn leave(&mut self, id: u32) {
        self.line.retain(|customer| customer.id != id);
    }

    /// Ends checking for good and lets everyone go, front first.
    pub(crate) fn suspend(&mut self) -> Vec<Customer> {
        self.suspended = true;
        self.line.drain(..).collect()
    }
}

/// The lane that is free first; ties by number.
fn earliest(free_s: &[f64]) -> Option<usize> {
    (0..free_s.len()).min_by(|&a, &b| free_s[a].total_cmp(&free_s[b]).then(a.cmp(&b)))
}

/// When each of a row of customers, in the order of joining, is done: the
/// whole recursion at once. `customers` are (joined, service) \[s\].
pub(crate) fn done_times(lanes: usize, customers: &[(f64, f64)]) -> Vec<f64> {
    let mut free_s = vec![f64::NEG_INFINITY; lanes];
    customers
        .iter()
        .map(|&(joined_s, service_s)| match earliest(&free_s) {
            Some(lane) => {
                let done_s = joined_s.max(free_s[lane]) + service_s;
                free_s[lane] = done_s;
                done_s
            }
            None => f64::INFINITY,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Purpose, Stream};

    /// Mean wait before service of M/M/c \[s\] (Erlang C), with rates λ, μ.
    fn erlang_c_wait(lanes: u32, arrival: f64, service: f64) -> f64 {
        let a = arrival / service;
        let rho = a / f64::from(lanes);
        let mut term = 1.0;
        let mut sum = 1.0;
        for k in 1..lanes {
            term *= a / f64::from(k);
            sum += term;
        }
        let last = term * a / f64::from(lanes) / (1.0 - rho);
        let waiting = last / (sum + last);
        waiting / (f64::from(lanes) * service - arrival)
    }

    #[test]
    fn the_recursion_agrees_with_erlang_c_over_a_million_customers() {
        for (lanes, load) in [(1_u32, 0.6), (3, 0.75)] {
            let (arrival, service) = (load * f64::from(lanes) * 0.2, 0.2);
            let mut stream = Stream::new(1, Purpose::Service, u64::from(lanes));
            let mut now = 0.0;
            let customers: Vec<(f64, f64)> = (0..1_000_000)
                .map(|_| {
                    now += stream.exponential(1.0 / arrival);
                    (now, stream.exponential(1.0 / service))
                })
                .collect();
            let done = done_times(lanes as usize, &customers);
            let waits: f64 = customers
                .iter()
                .zip(&done)
                .map(|(c, d)| d - c.0 - c.1)
                .sum();
            let mean = waits / customers.len() as f64;
            let expected = erlang_c_wait(lanes, arrival, service);
            assert!(
                (mean / expected - 1.0).abs() < 0.02,
                "{lanes} lanes: {mean} for {expected}"
            );
        }
    }

    #[test]
    fn the_line_ticked_equals_the_recursion_exactly() {
        let mut stream = Stream::new(3, Purpose::Service, 0);
        let mut now = 0.0;
        let customers: Vec<(f64, f64)> = (0..2_000)
            .map(|_| {
                // Joins happen on ticks of the engine.
                now += (stream.exponential(1.9) / 0.05).ceil() * 0.05;
                (now, stream.exponential(5.0))
            })
            .collect();
        let expected = done_times(3, &customers);
        let mut line = ServiceLine::new(3);
        let mut measured = vec![0.0; customers.len()];
        let mut next = 0;
        for tick in 0..200_000 {
            let t = f64::from(tick) * 0.05;
            while next < customers.len() && customers[next].0 <= t {
                line.join(next as u32, customers[next].0, customers[next].1);
                next += 1;
            }
            line.advance(t, |turn| {
                if let Turn::Done(c) = turn {
                    measured[c.id as usize] = c.done_s.unwrap_or(0.0);
                }
            });
        }
        assert_eq!(measured, expected);
        assert_eq!(line.len(), 0);
    }
}
