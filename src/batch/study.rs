//! A study from its first run to its last.

use crate::analysis::statistics::Selected;
use crate::model::Study;
use crate::model::study::Budget;

use super::findings::Findings;
use super::matrix::Matrix;
use super::progression::{self, End, Progression, Replication, better};
use super::runner::{Job, Runner, Worlds};
use super::store::Store;
use super::{BatchError, kept, observed, tables};
use crate::record::RecordError;

/// A part of a study for one of several machines: replications number `index`,
/// `index + of`, `index + 2·of`, … of all variants, so that pairs stay together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which, from 0.
    pub index: u32,
    /// Of how many, at least 1.
    pub of: u32,
}

/// What is to be done of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// All of it.
    All,
    /// A block: only runs, no result.
    Block(Block),
    /// Only the result, of runs that are there.
    Merge,
}

/// How a study is conducted.
pub struct Conduct<'a> {
    /// The study.
    pub study: &'a Study,
    /// Its variants.
    pub matrix: &'a Matrix,
    /// Where runs are kept.
    pub store: &'a Store,
    /// Threads in all, at least 1.
    pub threads: usize,
    /// Whether somebody asks to stop.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Whether the time is over that the study may take; never true without a budget of
    /// time.
    pub out_of_time: &'a (dyn Fn() -> bool + Sync),
    /// Told of every run that is there, and whether it was already.
    pub tell: &'a (dyn Fn(Job, bool) + Sync),
}

/// What came of a study.
#[derive(Debug)]
pub struct Done {
    /// By objective and variant, the values by replication: the first replications,
    /// all of them up to the end, of a dropped variant up to then.
    pub values: Vec<Vec<Vec<Option<f64>>>>,
    /// The runs that count, by replication, variant and window.
    pub runs: Vec<Job>,
    /// Replications that count.
    pub replications: u32,
    /// Why there are enough.
    pub end: End,
    /// Whether every mean is known as well as was asked for; none if nothing was.
    pub is_precise: Option<bool>,
    /// What a selection found.
    pub selected: Option<Selected>,
    /// Runs of a full factorial at the same confidence, of a selection.
    pub runs_without_dropping: Option<usize>,
}

impl Conduct<'_> {
    fn metrics(&self) -> Vec<String> {
        let objectives = self.study.objectives.iter();
        objectives
            .map(|objective| objective.metric.clone())
            .collect()
    }

    /// Whether a value keeps its objective's limit, or there is none, or the variant has
    /// no such metric.
    fn keeps(&self, objective: usize, variant: usize, value: Option<f64>) -> bool {
        let limit = self.study.objectives[objective].limit;
        let limit = limit.filter(|_| self.matrix.has[objective][variant]);
        limit.is_none_or(|limit| !progression::limit(limit).broken_by(value))
    }

    fn runner<'r>(
        &'r self,
        metrics: &'r [String],
        stop: &'r (dyn Fn() -> bool + Sync),
    ) -> Runner<'r> {
        Runner {
            matrix: self.matrix,
            store: self.store,
            seed: self.study.seed,
            threads: self.threads,
            metrics,
            stop,
            tell: self.tell,
            worlds: Worlds::default(),
        }
    }

    fn jobs<'j>(
        &'j self,
        replications: impl Iterator<Item = u32> + 'j,
        variants: &'j [usize],
    ) -> impl Iterator<Item = Job> + 'j {
        let windows = self.matrix.windows.len();
        replications.flat_map(move |replication| {
            variants.iter().flat_map(move |&variant| {
                (0..windows).map(move |window| Job {
                    variant,
                    window,
                    replication,
                })
            })
        })
    }

    /// Writes the table of some runs.
    ///
    /// # Errors
    /// As [`tables::write`].
    pub fn write_runs(&self, runs: &[Job]) -> Result<(), RecordError> {
        tables::write(&self.runner(&[], self.stop), runs)
    }

    /// All that came of the study, runs looked at again.
    ///
    /// # Errors
    /// If a run cannot be read again.
    pub fn findings(&self, done: &Done) -> Result<Findings, RecordError> {
        let runner = self.runner(&[], self.stop);
        let mut findings = Findings::of(self.study, self.matrix, done);
        let seen = observed::observe(&runner, &done.runs)?;
        let side = better(self.study.objectives[0].better);
        for (index, (variant, seen)) in findings.variants.iter_mut().zip(seen).enumerate() {
            variant.windows = seen;
            variant.kept = kept::choose(&runner, index, &done.values[0][index], side);
        }
        Ok(findings)
    }

    /// Runs a block; whether it came to its end.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn block(&self, block: Block) -> Result<bool, BatchError> {
        let all: Vec<usize> = (0..self.matrix.variants.len()).collect();
        let mine = (block.index..self.study.replications).step_by(block.of.max(1) as usize);
        let jobs: Vec<Job> = self.jobs(mine, &all).collect();
        let metrics = self.metrics();
        let found = self.runner(&metrics, self.stop).run(&jobs)?;
        Ok(found.iter().all(Option::is_some))
    }

    /// Runs what is missing, unless it is only to be merged, until there are enough
    /// replications, or the time is over; none if somebody asked to stop.
    ///
    /// # Errors
    /// As [`Runner::run`]; if a selection cannot go on; if runs are missing for a
    /// merge; if the time is over before one replication was whole.
    pub fn all(&self, only_merge: bool) -> Result<Option<Done>, BatchError> {
        let metrics = self.metrics();
        let against_time = !only_merge && matches!(self.study.budget, Some(Budget::Minutes(_)));
        let late = || against_time && (self.out_of_time)();
        let stop = || (self.stop)() || late();
        let runner = self.runner(&metrics, &stop);
        let (variants, windows) = (self.matrix.variants.len(), self.matrix.windows.len());
        let mut progression = Progression::new(self.study, variants)?;
        let mut values = vec![vec![Vec::new(); variants]; metrics.len()];
        let mut runs = Vec::new();
        let end = loop {
            if let Some(end) = progression.ended() {
                break end;
            }
            if late() {
                match progression.taken() {
                    0 => return Err(BatchError::NoTime),
                    _ => progression.end_for_time(),
                }
                continue;
            }
            let first = progression.taken();
            let wanted = progression.wanted();
            let wave = progression.wave(self.threads.div_ceil(windows), against_time);
            let jobs: Vec<Job> = self.jobs(first..first + wave, &wanted).collect();
            let found = match only_merge {
                true => runner.look(&jobs),
                false => runner.run(&jobs)?,
            };
            let missing = found.iter().filter(|found| found.is_none()).count();
            if missing > 0 && ((self.stop)() || !late()) {
                return match only_merge && !(self.stop)() {
                    true => Err(BatchError::Missing { missing }),
                    false => Ok(None),
                };
            }
            let each = wanted.len() * windows;
            for (jobs, found) in jobs.chunks(each).zip(found.chunks(each)) {
                // Against time the last may not be whole.
                if progression.ended().is_some() || found.iter().any(Option::is_none) {
                    break;
                }
                // Of a wave some may have been dropped meanwhile.
                let contend = progression.wanted();
                let mut replication = Replication {
                    values: vec![None; variants],
                    keeps_limits: vec![true; variants],
                };
                for (job, found) in jobs.iter().zip(found) {
                    if !contend.contains(&job.variant) {
                        continue;
                    }
                    runs.push(*job);
                    let Some(found) = found else { continue };
                    for (objective, value) in found.iter().enumerate() {
                        if self.matrix.windows_of_objectives[objective] != job.window {
                            continue;
                        }
                        values[objective][job.variant].push(*value);
                        if objective == 0 {
                            replication.values[job.variant] = *value;
                        }
                        replication.keeps_limits[job.variant] &=
                            self.keeps(objective, job.variant, *value);
                    }
                }
                progression.take(&replication)?;
            }
        };
        Ok(Some(Done {
            values,
            runs,
            replications: progression.taken(),
            end,
            is_precise: progression.is_precise(),
            selected: progression.selected(),
            runs_without_dropping: progression.runs_without_dropping(),
        }))
    }
}
