//! Times of day.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A time of day in seconds since midnight; written `"HH:MM"` or
/// `"HH:MM:SS"`, or as a plain number of seconds. Past midnight of the next
/// day is written with hours above 23.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Time(pub f64);

impl Time {
    /// Latest time a scenario may name: two days \[s\].
    pub const LIMIT_S: f64 = 172_800.0;

    /// Seconds since midnight.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0
    }

    /// Reads `HH:MM` or `HH:MM:SS`.
    ///
    /// # Errors
    /// A sentence that says what is expected, if the text is not such a time.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not a time of day; write \"HH:MM\" or \"HH:MM:SS\"");
        let parts: Vec<&str> = text.trim().split(':').collect();
        if !(2..=3).contains(&parts.len()) {
            return Err(wrong());
        }
        let mut values = [0_u32; 3];
        for (value, part) in values.iter_mut().zip(&parts) {
            if part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(wrong());
            }
            *value = part.parse().map_err(|_| wrong())?;
        }
        let [hours, minutes, seconds] = values;
        if hours > 48 || minutes > 59 || seconds > 59 {
            return Err(wrong());
        }
        Ok(Self(f64::from(hours * 3600 + minutes * 60 + seconds)))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.0.round().max(0.0) as u64;
        let (hours, minutes, seconds) = (total / 3600, total / 60 % 60, total % 60);
        write!(f, "{hours:02}:{minutes:02}")?;
        if seconds != 0 {
            write!(f, ":{seconds:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_finite() && self.0 >= 0.0 && self.0.fract() == 0.0 {
            serializer.collect_str(self)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TimeVisitor;
        impl de::Visitor<'_> for TimeVisitor {
            type Value = Time;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time of day, \"HH:MM\" or seconds since midnight")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Time, E> {
                Time::parse(text).map_err(E::custom)
            }
            fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Time, E> {
                Ok(Time(seconds))
            }
            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Time, E> {
                Ok(Time(seconds as f64))
            }
            fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Time, E> {
                Ok(Time(seconds as f64))
            }
        }
        deserializer.deserialize_any(TimeVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written_alike() {
        assert_eq!(Time::parse("10:30"), Ok(Time(37_800.0)));
        assert_eq!(
            Time::parse("07:05:09").map(|t| t.to_string()),
            Ok("07:05:09".into())
        );
        for wrong in [
            "", "10", "10:60", "1o:30", "10:30:61", "-1:00", "100:00", "::",
        ] {
            assert!(Time::parse(wrong).is_err(), "{wrong} was taken for a time");
        }
    }
}
