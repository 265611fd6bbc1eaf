//! Numbers of a study with as many digits as count.

/// A mean with its half-width, of which two digits count.
#[must_use]
pub fn plus_minus(mean: f64, half_width: Option<f64>) -> String {
    let Some(half) = half_width.filter(|half| *half > 1e-9 * mean.abs()) else {
        return number(mean);
    };
    // Decimals that leave two digits of the half-width; below 0 for tens.
    let mut decimals = 0_i32;
    let mut size = half;
    while size < 10.0 && decimals < 6 {
        size *= 10.0;
        decimals += 1;
    }
    while size >= 100.0 {
        size *= 0.1;
        decimals -= 1;
    }
    format!("{} ± {}", rounded(mean, decimals), rounded(half, decimals))
}

/// A number with so many decimals, thousands set apart; below 0 rounded to tens.
fn rounded(value: f64, decimals: i32) -> String {
    if decimals > 0 && value.abs() < 1000.0 {
        let text = format!("{value:.*}", decimals.unsigned_abs() as usize);
        let is_zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
        return text
            .strip_prefix('-')
            .filter(|_| is_zero)
            .unwrap_or(&text)
            .to_owned();
    }
    let unit: f64 = (decimals..0).map(|_| 10.0).product();
    grouped((value / unit).round() * unit)
}

/// A whole number, thousands set apart.
fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && digits != "0" {
        format!("-{text}")
    } else {
        text
    }
}

/// A number with four digits that count, thousands set apart.
#[must_use]
pub fn number(value: f64) -> String {
    let text = four_digits(value);
    if !text.contains('.') {
        return text;
    }
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

/// A number that was measured, like [`number`], but with the zeros at its end: they count,
/// and the points of a column stand below each other. A whole number stays whole.
#[must_use]
pub fn measured(value: f64) -> String {
    if value.fract() == 0.0 {
        return number(value);
    }
    let text = four_digits(value);
    let is_zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    if is_zero { "0".to_owned() } else { text }
}

fn four_digits(value: f64) -> String {
    let decimals = match value.abs() {
        s if s >= 1000.0 => return grouped(value),
        s if s >= 100.0 => 1,
        s if s >= 1.0 => 2,
        _ => 3,
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_half_width_two_digits_count() {
        for (mean, half, text) in [
            (29_472.4, 671.3, "29,470 ± 670"),
            (193.53, 12.07, "194 ± 12"),
            (-155.6, 101.8, "-160 ± 100"),
            (0.065, 0.159, "0.07 ± 0.16"),
            (-0.001, 0.25, "0.00 ± 0.25"),
            (1_234.567, 0.5, "1,235 ± 0.50"),
        ] {
            assert_eq!(plus_minus(mean, Some(half)), text);
        }
        assert_eq!(plus_minus(3.0, None), "3");
    }

    #[test]
    fn what_was_measured_keeps_its_zeros() {
        for (value, text) in [
            (621.02, "621.0"),
            (-1.498, "-1.50"),
            (-0.04, "-0.040"),
            (19.0, "19"),
            (1234.5, "1,234"),
            (-0.00001, "0"),
        ] {
            assert_eq!(measured(value), text);
        }
    }

    #[test]
    fn numbers_have_as_many_digits_as_count() {
        for (value, text) in [
            (0.0, "0"),
            (-0.00001, "0"),
            (0.12345, "0.123"),
            (12.5, "12.5"),
            (123.456, "123.5"),
            (1234.5, "1,234"),
            (-8_123_456.0, "-8,123,456"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
