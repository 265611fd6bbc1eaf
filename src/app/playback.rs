//! The time cursor: where in a run one looks, and how it moves.
//!
//! Logic without a window: it is told how much time went by and where the run
//! begins and ends, and gives the moment to be shown. Times are milliseconds
//! since the start of the run.

/// Speeds that can be chosen, simulated seconds a second.
pub(crate) const SPEEDS: [f64; 9] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// A cursor this near the end of a run that still grows stays at its end
/// \[ms\].
const AT_TAIL_MS: f64 = 1_500.0;

/// Where one looks, and how that moves.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Playback {
    t_ms: f64,
    start_ms: f64,
    end_ms: f64,
    speed: f64,
    playing: bool,
    /// Stretch played again and again.
    stretch: Option<(f64, f64)>,
    /// Whether the run still grows, and its end is followed.
    growing: bool,
    follows_tail: bool,
}

impl Default for Playback {
    fn default() -> Self {
        Self {
            t_ms: 0.0,
            start_ms: 0.0,
            end_ms: 0.0,
            speed: 4.0,
            playing: false,
            stretch: None,
            growing: false,
            follows_tail: false,
        }
    }
}

impl Playback {
    /// The moment shown \[ms\].
    pub(crate) fn t_ms(&self) -> f64 {
        self.t_ms
    }

    /// First and last moment of the run \[ms\].
    pub(crate) fn span_ms(&self) -> (f64, f64) {
        (self.start_ms, self.end_ms)
    }

    /// Simulated seconds a second.
    pub(crate) fn speed(&self) -> f64 {
        self.speed
    }

    /// Whether time goes on by itself.
    pub(crate) fn is_playing(&self) -> bool {
        self.playing
    }

    /// The stretch that is repeated \[ms\].
    pub(crate) fn stretch_ms(&self) -> Option<(f64, f64)> {
        self.stretch
    }

    /// Whether the end of a run that grows is followed.
    pub(crate) fn follows_tail(&self) -> bool {
        self.growing && self.follows_tail
    }

    /// Says how long the run is now, and whether it still grows.
    pub(crate) fn set_span(&mut self, start_ms: f64, end_ms: f64, growing: bool) {
        if growing && !self.growing {
            self.follows_tail = true;
        }
        self.growing = growing;
        (self.start_ms, self.end_ms) = (start_ms, end_ms.max(start_ms));
        if self.follows_tail() {
            self.t_ms = self.end_ms;
        }
        self.t_ms = self.t_ms.clamp(self.start_ms, self.end_ms);
    }

    /// Lets `seconds` of ours go by.
    pub(crate) fn advance(&mut self, seconds: f64) {
        if !self.playing || self.follows_tail() {
            return;
        }
        let before = self.t_ms;
        self.t_ms += seconds.max(0.0) * 1e3 * self.speed;
        if let Some((from, to)) = self.stretch
            && before <= to
            && self.t_ms > to
        {
            self.t_ms = from;
        }
        if self.t_ms >= self.end_ms {
            self.t_ms = self.end_ms;
            if self.growing {
                self.follows_tail = true;
            } else {
                self.playing = false;
            }
        }
    }

    /// Looks at a moment.
    pub(crate) fn seek(&mut self, t_ms: f64) {
        if t_ms.is_finite() {
            self.t_ms = t_ms.clamp(self.start_ms, self.end_ms);
            self.follows_tail = self.growing && self.end_ms - self.t_ms < AT_TAIL_MS;
        }
    }

    /// Plays or stands still; from the end it plays from the start.
    pub(crate) fn set_playing(&mut self, playing: bool) {
        self.playing = playing;
        if playing && !self.growing && self.t_ms >= self.end_ms {
            self.t_ms = self.stretch.map_or(self.start_ms, |(from, _)| from);
        }
    }

    /// Sets the speed, within what can be chosen.
    pub(crate) fn set_speed(&mut self, speed: f64) {
        if speed.is_finite() {
            self.speed = speed.clamp(SPEEDS[0], SPEEDS[SPEEDS.len() - 1]);
        }
    }

    /// The next speed up or down.
    pub(crate) fn change_speed(&mut self, faster: bool) {
        let next = if faster {
            SPEEDS.into_iter().find(|speed| *speed > self.speed)
        } else {
            SPEEDS.into_iter().rev().find(|speed| *speed < self.speed)
        };
        self.speed = next.unwrap_or(self.speed);
    }

    /// Repeats a stretch; none plays to the end. A stretch the wrong way round
    /// is turned round.
    pub(crate) fn set_stretch(&mut self, stretch: Option<(f64, f64)>) {
        self.stretch = stretch
            .map(|(a, b)| (a.min(b), a.max(b)))
            .filter(|(from, to)| to - from >= 100.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_a_minute() -> Playback {
        let mut playback = Playback::default();
        playback.set_span(0.0, 60_000.0, false);
        playback
    }

    #[test]
    fn time_goes_on_by_the_speed_and_stops_at_the_end() {
        let mut playback = of_a_minute();
        playback.advance(1.0);
        assert_eq!(playback.t_ms(), 0.0, "it stands still until it plays");
        playback.set_playing(true);
        playback.advance(0.5);
        assert_eq!(playback.t_ms(), 2_000.0);
        playback.set_speed(64.0);
        playback.advance(2.0);
        assert_eq!((playback.t_ms(), playback.is_playing()), (60_000.0, false));
        playback.set_playing(true);
        assert_eq!(playback.t_ms(), 0.0, "from the end it plays from the start");
    }

    #[test]
    fn speeds_go_up_and_down_by_steps_and_stay_within_limits() {
        let mut playback = of_a_minute();
        playback.change_speed(true);
        assert_eq!(playback.speed(), 8.0);
        for _ in 0..20 {
            playback.change_speed(false);
        }
        assert_eq!(playback.speed(), 0.25);
        playback.set_speed(1e9);
        assert_eq!(playback.speed(), 64.0);
        playback.set_speed(f64::NAN);
        assert_eq!(playback.speed(), 64.0);
    }

    #[test]
    fn a_stretch_is_played_again_and_again() {
        let mut playback = of_a_minute();
        playback.set_stretch(Some((20_000.0, 10_000.0)));
        assert_eq!(playback.stretch_ms(), Some((10_000.0, 20_000.0)));
        playback.seek(19_000.0);
        playback.set_playing(true);
        playback.set_speed(1.0);
        playback.advance(2.0);
        assert_eq!(playback.t_ms(), 10_000.0);
        // Who looks behind the stretch plays on from there.
        playback.seek(30_000.0);
        playback.advance(1.0);
        assert_eq!(playback.t_ms(), 31_000.0);
        playback.set_stretch(Some((5.0, 6.0)));
        assert_eq!(playback.stretch_ms(), None, "too short to be seen");
    }

    #[test]
    fn the_end_of_a_run_that_grows_is_followed_until_one_looks_back() {
        let mut playback = Playback::default();
        playback.set_span(0.0, 10_000.0, true);
        assert_eq!(playback.t_ms(), 10_000.0);
        playback.set_span(0.0, 20_000.0, true);
        assert_eq!(playback.t_ms(), 20_000.0);
        playback.seek(5_000.0);
        playback.set_span(0.0, 30_000.0, true);
        assert_eq!(playback.t_ms(), 5_000.0);
        playback.set_playing(true);
        playback.set_speed(64.0);
        playback.advance(1.0);
        assert!(playback.follows_tail());
        playback.set_span(0.0, 40_000.0, false);
        assert!(!playback.follows_tail(), "it has come to its end");
    }

    #[test]
    fn no_moment_outside_the_run_is_shown() {
        let mut playback = of_a_minute();
        playback.seek(1e12);
        assert_eq!(playback.t_ms(), 60_000.0);
        playback.seek(-5.0);
        assert_eq!(playback.t_ms(), 0.0);
        playback.seek(f64::NAN);
        assert_eq!(playback.t_ms(), 0.0);
    }
}
