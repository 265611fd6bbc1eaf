//! Parallel loops whose result does not depend on the number of threads.
//!
//! Work is cut into chunks of a fixed size, never into as many as there are
//! threads, and results are folded in the order of the chunks.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rayon::{Yield, current_thread_index, yield_now};

/// Agents handled by one task. Fixed, because a sum over chunks must have the
/// same shape on every machine; large enough to pay for the scheduling.
pub const CHUNK: usize = 256;

/// Maps every item to a value, in parallel, results in order of the items.
pub fn ordered_map<T: Sync, R: Send>(items: &[T], map: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(map).collect()
}

/// Folds the values of all indices below `n` with `combine`, chunk by chunk:
/// in parallel within the fixed chunks, then in their order.
pub fn ordered_reduce<R: Send>(
    n: usize,
    value: impl Fn(std::ops::Range<usize>) -> R + Sync + Send,
    combine: impl Fn(R, R) -> R,
) -> Option<R> {
    let chunks: Vec<R> = (0..n.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| value(chunk * CHUNK..((chunk + 1) * CHUNK).min(n)))
        .collect();
    chunks.into_iter().reduce(combine)
}

/// So many numbers are taken at a time by a thread of [`map_apart`].
const TAKEN: usize = 64;

/// Maps all numbers below `n` to a value, results in order, on threads of its own: for
/// what others may be waiting for meanwhile, as inside a `OnceLock`. A thread of the pool
/// that waits for its helpers takes up other work, which may ask for the very same, and
/// would wait for itself for ever.
pub fn map_apart<R: Send>(n: usize, map: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let first = next.fetch_add(TAKEN, Ordering::Relaxed);
            if first >= n {
                return done;
            }
            let values: Vec<R> = (first..n.min(first + TAKEN)).map(&map).collect();
            done.push((first, values));
        }
    };
    let helpers = rayon::current_num_threads().min(n.div_ceil(TAKEN)).max(1) - 1;
    let mut done = std::thread::scope(|scope| {
        let helpers: Vec<_> = (0..helpers).map(|_| scope.spawn(some)).collect();
        let mut done = some();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(first, _)| *first);
    done.into_iter().flat_map(|(_, values)| values).collect()
}

/// So many threads stay awake beside the one that works.
const AWAKE_BESIDE: usize = 3;
/// So often a thread looks for work before it lets other programs have its core.
const LOOKS: u32 = 20;

/// Does some work during which other threads do not fall asleep.
///
/// A step takes a millisecond and has a dozen short loops in it. Whoever finds nothing to
/// do for some microseconds between two of them would sleep, and waking up takes longer
/// than the loop. While threads wait they let other programs have their cores, but keep
/// these from resting: for runs that somebody waits for.
pub fn awake<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    let end = End::default();
    let here = current_thread_index();
    rayon::scope(|scope| {
        scope.spawn_broadcast(|_, thread| {
            // Who does the work must not wait for its end.
            if here.is_some_and(|here| {
                let others = (thread.index() + thread.num_threads() - here) % thread.num_threads();
                (1..=AWAKE_BESIDE).contains(&others)
            }) {
                look_for_work_until(&end);
            }
        });
        let _over = Over(&end);
        work()
    })
}

/// Whether work is over.
#[derive(Default)]
#[expect(
    clippy::disallowed_types,
    reason = "it tells threads when to stop waiting; no result hangs on when they see it"
)]
struct End(std::sync::atomic::AtomicBool);

/// Says so when work is over, also where it panics.
struct Over<'a>(&'a End);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

fn look_for_work_until(end: &End) {
    let mut looks = 0;
    while !end.0.load(Ordering::Relaxed) {
        if yield_now() == Some(Yield::Executed) {
            looks = 0;
        } else if looks < LOOKS {
            looks += 1;
            std::hint::spin_loop();
        } else {
            std::thread::yield_now();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;

    fn on_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(work)
    }

    #[test]
    fn values_come_in_the_order_of_numbers_on_any_number_of_threads() {
        for threads in [1, 2, 5] {
            for n in [0, 1, TAKEN, 3 * TAKEN + 7] {
                let squares = on_threads(threads, || map_apart(n, |i| i * i));
                assert_eq!(squares, (0..n).map(|i| i * i).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn what_all_wait_for_is_found_where_each_of_them_may_have_to_find_it() {
        let sum: OnceLock<usize> = OnceLock::new();
        let found = on_threads(3, || {
            let each = (0..200).into_par_iter().with_max_len(1);
            let find = || map_apart(10 * TAKEN, |i| i).iter().sum();
            each.map(|_| *sum.get_or_init(find)).collect::<Vec<_>>()
        });
        assert_eq!(found, vec![10 * TAKEN * (10 * TAKEN - 1) / 2; 200]);
    }

    #[test]
    fn who_stays_awake_helps_and_goes_when_work_is_over_or_has_failed() {
        for threads in [1, 2, 4, 7] {
            let sum = on_threads(threads, || {
                awake(|| {
                    (0..50)
                        .map(|n| (0..n).into_par_iter().sum::<u64>())
                        .sum::<u64>()
                })
            });
            // Sum of n (n - 1) / 2 below 50: 50 over 3.
            assert_eq!(sum, 19_600);
            let failed = on_threads(threads, || {
                std::panic::catch_unwind(|| awake(|| assert!(threads == 0, "it fails")))
            });
            assert!(failed.is_err());
        }
        // Nobody else is there to stay awake for who is not of the pool.
        assert_eq!(awake(|| 7), 7);
    }
}
