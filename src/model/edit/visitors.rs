//! More or fewer visitors.

use super::error::EditError;
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::scenario::Scenario;

/// Multiplies all counts of visitors. Each count takes its part of the total
/// as it has grown so far, so that the rounded counts add up to the rounded
/// total.
pub(super) fn scale(scenario: &mut Scenario, factor: f64) -> Result<(), EditError> {
    let visitors = &mut scenario.visitors;
    let counts = || {
        let present = visitors.present.iter().map(|crowd| crowd.count);
        present.chain(visitors.arrivals.iter().map(|arrivals| arrivals.count))
    };
    let total: f64 = counts().map(f64::from).sum::<f64>() * factor;
    if !(factor >= 0.0 && factor.is_finite() && total <= limits::PEOPLE as f64) {
        return Err(EditError::new(
            Problem::error("edit-factor-refused", "visitors")
                .with("factor", factor)
                .with("limit", limits::PEOPLE),
        ));
    }
    let (mut before, mut given) = (0.0, 0.0);
    let present = visitors.present.iter_mut().map(|crowd| &mut crowd.count);
    let arriving = visitors.arrivals.iter_mut().map(|some| &mut some.count);
    for count in present.chain(arriving) {
        before += f64::from(*count);
        let reached = (before * factor).round();
        // At most PEOPLE, hence within u32.
        *count = (reached - given) as u32;
        given = reached;
    }
    Ok(())
}
