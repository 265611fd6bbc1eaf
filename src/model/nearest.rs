//! Which known names a mistyped one may have meant.

/// Longest name that is compared, in characters.
const LONGEST: usize = 64;

/// Up to three of the known names that are nearest to `name`, nearest first,
/// ties in the order of the alphabet; none if nothing is near.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let wanted: Vec<char> = folded(name);
    if wanted.is_empty() || wanted.len() > LONGEST {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|candidate| Some((distance(&wanted, &folded(candidate))?, candidate)))
        .collect();
    near.sort_unstable();
    near.dedup();
    if let Some((best, _)) = near.first().copied() {
        near.retain(|(distance, _)| *distance <= best + 1);
    }
    near.truncate(3);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

fn folded(name: &str) -> Vec<char> {
    name.chars()
        .take(LONGEST + 1)
        .flat_map(char::to_lowercase)
        .map(|c| if c == '_' { '-' } else { c })
        .collect()
}

/// Twice the number of edits from one name to the other; a name that holds
/// the other whole is as near as one edit and a half. None if they are far.
fn distance(a: &[char], b: &[char]) -> Option<usize> {
    if b.is_empty() || b.len() > LONGEST {
        return None;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() >= 3 && long.windows(short.len()).any(|part| part == short) {
        return Some(if short.len() == long.len() { 0 } else { 3 });
    }
    let allowed = (a.len().max(b.len()) / 3).clamp(1, 4);
    if long.len() - short.len() > allowed {
        return None;
    }
    let edits = edits(a, b);
    (edits <= allowed).then_some(2 * edits)
}

/// Edits from one word to the other: letters put in, left out, replaced, or
/// two neighbours swapped (optimal string alignment).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = vec![0; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(x != y);
            row[j + 1] = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name() {
        let known = ["main-gate", "main-stair", "lawn", "east-gate"];
        assert_eq!(nearest("main-gtae", known), ["main-gate"]);
        assert_eq!(nearest("lwan", known), ["lawn"]);
        assert_eq!(nearest("Main_Stair", known), ["main-stair"]);
        assert_eq!(nearest("gate", known), ["east-gate", "main-gate"]);
        assert!(nearest("summit", known).is_empty());
        assert!(nearest("", known).is_empty());
    }
}
