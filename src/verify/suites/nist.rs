//! The cases of NIST Technical Note 1822.

use super::shared::{
    alone, choice, company, corner, counterflow, doors, population, rooms, stairs, start,
};
use super::{File, Measure};
use crate::verify::{Case, Effort, Suite, Weight};

use Effort::{Long, Quick};

/// The cases, in order.
pub(in crate::verify) const CASES: &[Case] = &[
    case("nist-1.1", Quick, start::distributions),
    case("nist-2.1", Quick, alone::speed_in_corridor),
    case("nist-2.2", Quick, alone::speed_on_stairs),
    case("nist-2.3", Quick, corner::nobody_through_walls),
    case("nist-2.4", Quick, population::normal),
    case("nist-2.8", Long, counterflow::later_against_more),
    case("nist-2.9", Long, company::groups_arrive_together),
    case("nist-2.10", Quick, company::slow_and_wide),
    case("nist-3.1", Quick, rooms::by_assignment),
    case("nist-3.2", Quick, choice::follow_the_committed),
    case("nist-3.3", Quick, choice::take_the_familiar),
    case("nist-4.1", Quick, choice::exit_closes),
    case("nist-5.1", Long, stairs::denser_at_both_ends),
    case("nist-5.2", Quick, doors::door_flow),
];

/// Their scenario files, less those of other suites that they share.
pub(in crate::verify) const FILES: &[File] =
    super::files!["nist-1-1", "nist-2-4", "nist-2-9", "nist-2-10", "nist-3-2"];

const fn case(id: &'static str, effort: Effort, measure: Measure) -> Case {
    Case {
        id,
        suite: Suite::Nist,
        weight: Weight::Gates,
        effort,
        measure,
    }
}
