//! The cases of IMO MSC.1/Circ.1533.

use super::shared::{alone, corner, counterflow, diagram, doors, population, rooms, stairs, start};
use super::{File, Measure};
use crate::verify::{Case, Effort, Suite, Weight};

use Effort::{Long, Quick};

/// The cases, in order.
pub(in crate::verify) const CASES: &[Case] = &[
    case("imo-01", Quick, alone::imo_corridor),
    case("imo-02", Quick, alone::imo_stair_up),
    case("imo-03", Quick, alone::imo_stair_down),
    case("imo-04", Quick, doors::door_flow),
    case("imo-05", Quick, start::own_times),
    case("imo-06", Quick, corner::nobody_through_walls),
    case("imo-07", Quick, population::by_table),
    case("imo-08", Long, counterflow::later_against_more),
    case("imo-09", Long, doors::half_the_doors_imo),
    case("imo-10", Quick, rooms::by_assignment),
    case("imo-11", Long, stairs::jam_at_foot),
    case("imo-12", Quick, diagram::less_flow_when_dense),
];

/// Their scenario files, less those of RiMEA that they share.
pub(in crate::verify) const FILES: &[File] =
    super::files!["imo-01", "imo-02", "imo-03", "imo-04", "imo-07", "imo-08"];

const fn case(id: &'static str, effort: Effort, measure: Measure) -> Case {
    Case {
        id,
        suite: Suite::Imo,
        weight: Weight::Gates,
        effort,
        measure,
    }
}
