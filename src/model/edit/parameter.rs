//! Any number of the document, by its path.
//!
//! The scenario is taken through its JSON value: there every number has a
//! path, and what comes back is read with the same types as a file.

use serde_json::{Map, Number, Value};

use super::error::EditError;
use crate::model::nearest::nearest;
use crate::model::problem::Problem;
use crate::model::scenario::Scenario;

/// Sets the number at a path.
pub(super) fn set(scenario: &Scenario, path: &str, value: f64) -> Result<Scenario, EditError> {
    let refused = || {
        EditError::new(
            Problem::error("edit-value-refused", path)
                .with("path", path)
                .with("value", value),
        )
    };
    if !value.is_finite() {
        return Err(refused());
    }
    let mut document = serde_json::to_value(scenario).map_err(|_| refused())?;
    let slot = walk(&mut document, path)?;
    let candidates = match slot {
        Value::Number(_) | Value::Null => numbers(value),
        // Times of day are texts; a number of seconds is read as well.
        Value::String(text) if crate::model::Time::parse(text).is_ok() => numbers(value),
        _ => {
            return Err(EditError::new(
                Problem::error("edit-not-a-number", path).with("path", path),
            ));
        }
    };
    for candidate in candidates {
        *walk(&mut document, path)? = Value::Number(candidate);
        if let Ok(changed) = serde_json::from_value(document.clone()) {
            return Ok(changed);
        }
    }
    Err(refused())
}

/// The number at a path; none if there is none. A time of day is its seconds.
pub(super) fn get(scenario: &Scenario, path: &str) -> Option<f64> {
    let mut document = serde_json::to_value(scenario).ok()?;
    match walk(&mut document, path).ok()? {
        Value::String(text) => Some(crate::model::Time::parse(text).ok()?.seconds()),
        value => value.as_f64(),
    }
}

/// The number as a whole one, if it is, and as it stands.
fn numbers(value: f64) -> Vec<Number> {
    let whole = value.fract() == 0.0 && (0.0..=9.0e15).contains(&value);
    let whole = whole.then(|| Number::from(value as u64));
    whole.into_iter().chain(Number::from_f64(value)).collect()
}

/// The value at a path.
fn walk<'v>(document: &'v mut Value, path: &str) -> Result<&'v mut Value, EditError> {
    let mut at = document;
    for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
        let step = step.strip_suffix(']').unwrap_or(step);
        let Some(key) = find(at, step) else {
            return Err(unknown(path, step, &known(at)));
        };
        at = match key {
            Key::Own => at,
            Key::Field(name) => &mut at[&name],
            Key::Inside(variant, name) => &mut at[&variant][&name],
            Key::Item(index) => &mut at[index],
            Key::InsideItem(variant, index) => &mut at[&variant][index],
        };
    }
    Ok(at)
}

/// Where a step leads.
enum Key {
    /// To the payload itself: `[0]` of a variant with one value.
    Own,
    /// To a field.
    Field(String),
    /// To a field of an enum variant's payload, the variant left out.
    Inside(String, String),
    /// To an entry of a list.
    Item(usize),
    /// To an entry of an enum variant's payload.
    InsideItem(String, usize),
}

fn find(at: &Value, step: &str) -> Option<Key> {
    match at {
        Value::Object(fields) if fields.contains_key(step) => Some(Key::Field(step.to_owned())),
        Value::Object(fields) => {
            let (variant, payload) = variant(fields)?;
            match payload {
                Value::Object(inner) if inner.contains_key(step) => {
                    Some(Key::Inside(variant.clone(), step.to_owned()))
                }
                Value::Array(items) => {
                    let index = item(items, step)?;
                    Some(Key::InsideItem(variant.clone(), index))
                }
                Value::Number(_) if step == "0" => Some(Key::Field(variant.clone())),
                _ => None,
            }
        }
        Value::Array(items) => item(items, step).map(Key::Item),
        Value::Number(_) if step == "0" => Some(Key::Own),
        _ => None,
    }
}

/// The variant of an enum with a payload: an object of one field with a
/// capital letter, as no struct of the document has.
fn variant(fields: &Map<String, Value>) -> Option<(&String, &Value)> {
    let (name, payload) = fields.iter().next()?;
    (fields.len() == 1 && name.starts_with(|c: char| c.is_ascii_uppercase()))
        .then_some((name, payload))
}

/// An entry of a list, by position or by its id.
fn item(items: &[Value], step: &str) -> Option<usize> {
    let named = items.iter().position(|item| item["id"] == step);
    named.or_else(|| {
        let index: usize = step.parse().ok()?;
        (index < items.len()).then_some(index)
    })
}

/// The steps that lead on from a value.
fn known(at: &Value) -> Vec<String> {
    match at {
        Value::Object(fields) => match variant(fields) {
            Some((_, payload @ (Value::Object(_) | Value::Array(_)))) => known(payload),
            _ => fields.keys().cloned().collect(),
        },
        Value::Array(items) => items
            .iter()
            .filter_map(|item| item["id"].as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

fn unknown(path: &str, step: &str, known: &[String]) -> EditError {
    let near = nearest(step, known.iter().map(String::as_str));
    EditError::new(
        Problem::error("edit-unknown-path", path)
            .with("path", path)
            .with("step", step)
            .with("hint", if near.is_empty() { "none" } else { "near" })
            .with("near", near.join(", ")),
    )
}
