//! The cases of ISO 20414.

use super::shared::{
    alone, choice, company, corner, counterflow, diagram, doors, population, rooms, stairs, start,
};
use super::{File, Measure};
use crate::verify::{Case, Effort, Suite, Weight};

use Effort::{Long, Quick};

/// The cases, in order.
pub(in crate::verify) const CASES: &[Case] = &[
    case("iso-01", Quick, start::distributions),
    case("iso-02", Quick, alone::speed_in_corridor),
    case("iso-03", Quick, alone::speed_on_stairs),
    case("iso-04", Quick, corner::nobody_through_walls),
    case("iso-05", Quick, population::normal),
    case("iso-06", Long, counterflow::later_against_more),
    case("iso-07", Quick, company::slow_and_wide),
    case("iso-08", Quick, rooms::by_assignment),
    case("iso-09", Quick, choice::exit_closes),
    case("iso-10", Long, stairs::denser_at_both_ends),
    case("iso-11", Quick, doors::door_flow),
    case("iso-12", Long, stairs::flow_by_width),
    case("iso-13", Long, diagram::open_corridor),
    case("iso-14", Long, company::groups_arrive_together),
    case("iso-15", Quick, choice::follow_the_committed),
    case("iso-16", Quick, choice::take_the_familiar),
    case("iso-17", Quick, choice::shorter_way),
];

/// Their scenario files, less those of other suites that they share.
pub(in crate::verify) const FILES: &[File] = super::files!["iso-12", "iso-13", "iso-17"];

const fn case(id: &'static str, effort: Effort, measure: Measure) -> Case {
    Case {
        id,
        suite: Suite::Iso,
        weight: Weight::Gates,
        effort,
        measure,
    }
}
