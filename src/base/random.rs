//! Random streams keyed by (seed, purpose, entity).
//!
//! A stream is addressed, never advanced past by someone else: visitor 17
//! draws the same age, speed and patience under every plan, because the draws
//! depend on who draws for what and not on the order of calls.
//!
//! The samplers are ours, on [`crate::base::math`], because their bits must
//! not depend on the machine or on a library's version.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::math;

/// What a stream is drawn for. The number is part of every random key: add
/// new purposes at the end, never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// Who a visitor is: profile, speed, size.
    Person = 1,
    /// When and where a visitor comes in.
    Arrival = 2,
    /// What a visitor means to do, and when they leave.
    Programme = 3,
    /// How long a visitor waits before moving after the alarm.
    PreMovement = 4,
    /// Which exit the plan's shares give a visitor.
    ExitShare = 5,
    /// Where a visitor stands inside a place.
    Spot = 6,
    /// Service times at a gate; the entity is the visitor.
    Service = 7,
    /// The alarm's chain: detection, report, verification, decision, broadcast.
    Alarm = 8,
    /// Incidents drawn at a rate.
    Incident = 9,
    /// Group sizes and membership.
    Group = 10,
    /// Where staff stand.
    Staff = 11,
    /// Small breakings of symmetry in locomotion; the entity is the person.
    Jitter = 12,
    /// What staff do and how long they take; the entity is the unit.
    Duty = 13,
    /// Who learns what of the alarm; the entity is the visitor.
    Knowing = 14,
    /// Incidents as they are seen, reported and dealt with; the entity is the
    /// incident's number in the run.
    Command = 15,
    /// What is estimated of a rule's condition, and how long it takes to decide;
    /// the entity is the rule, the part the look.
    Rule = 16,
    /// Resampling in the statistics of a study; the entity is the statistic.
    Bootstrap = 17,
}

/// A stream of random numbers of its own.
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream for one entity and purpose under a seed. `entity` is any
    /// number that stays the same under every plan, such as a visitor's index.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, entity: u64) -> Self {
        Self::with_part(seed, purpose, entity, 0)
    }

    /// As [`Stream::new`], with a further part of the key (a gate, a time).
    #[must_use]
    pub fn with_part(seed: u64, purpose: Purpose, entity: u64, part: u64) -> Self {
        let mut key = [0_u8; 32];
        key[0..8].copy_from_slice(&seed.to_le_bytes());
        key[8..12].copy_from_slice(&(purpose as u32).to_le_bytes());
        key[12..20].copy_from_slice(&entity.to_le_bytes());
        key[20..28].copy_from_slice(&part.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Uniform in [0, 1), 53 bits.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform in [low, high).
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number in 0 … n − 1; 0 if n is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// Standard normal, by Box and Muller's transform (1958); both uniforms
    /// are used and one normal is returned, so that a draw costs the same
    /// number of bits always.
    pub fn normal(&mut self) -> f64 {
        let u = 1.0 - self.unit();
        let v = self.unit();
        (-2.0 * math::ln(u)).sqrt() * math::cos(std::f64::consts::TAU * v)
    }

    /// Exponential with the given mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * math::ln(1.0 - self.unit())
    }

    /// Gamma with shape k and scale θ, by Marsaglia and Tsang (2000).
    pub fn gamma(&mut self, shape: f64, scale: f64) -> f64 {
        if shape < 1.0 {
            let boost = math::pow(1.0 - self.unit(), 1.0 / shape);
            return self.gamma(shape + 1.0, scale) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let t = 1.0 + c * x;
            if t <= 0.0 {
                continue;
            }
            let v = t * t * t;
            let u = 1.0 - self.unit();
            if math::ln(u) < 0.5 * x * x + d - d * v + d * math::ln(v) {
                return d * v * scale;
            }
        }
    }

    /// The index drawn with probability proportional to its weight; the last
    /// one if rounding leaves a remainder, 0 if there are no weights.
    pub fn pick(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let total: f64 = weights.clone().sum();
        let mut rest = self.unit() * total;
        let mut last = 0;
        for (index, weight) in weights.enumerate() {
            if weight > 0.0 {
                if rest < weight {
                    return index;
                }
                last = index;
            }
            rest -= weight;
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_its_whole_key_and_on_nothing_else() {
        let first = Stream::new(1, Purpose::Person, 17).unit();
        assert_eq!(first, Stream::new(1, Purpose::Person, 17).unit());
        assert_ne!(first, Stream::new(2, Purpose::Person, 17).unit());
        assert_ne!(first, Stream::new(1, Purpose::Arrival, 17).unit());
        assert_ne!(first, Stream::new(1, Purpose::Person, 18).unit());
        assert_ne!(first, Stream::with_part(1, Purpose::Person, 17, 1).unit());
    }

    #[test]
    fn samplers_have_their_moments() {
        let mut stream = Stream::new(1, Purpose::Person, 0);
        let n = 200_000;
        let mut moments = |draw: &mut dyn FnMut(&mut Stream) -> f64| {
            let (mut sum, mut squares) = (0.0, 0.0);
            for _ in 0..n {
                let x = draw(&mut stream);
                sum += x;
                squares += x * x;
            }
            let mean = sum / f64::from(n);
            (mean, (squares / f64::from(n) - mean * mean).sqrt())
        };
        let (mean, sd) = moments(&mut Stream::normal);
        assert!(mean.abs() < 0.01 && (sd - 1.0).abs() < 0.01);
        let (mean, sd) = moments(&mut |s| s.exponential(5.0));
        assert!((mean - 5.0).abs() < 0.06 && (sd - 5.0).abs() < 0.06);
        let (mean, sd) = moments(&mut |s| s.gamma(2.0, 3.0));
        assert!((mean - 6.0).abs() < 0.06 && (sd - 18.0_f64.sqrt()).abs() < 0.06);
    }
}
