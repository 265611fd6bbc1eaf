//! The cases of RiMEA.

use super::shared::{
    alone, bottleneck, choice, corner, diagram, doors, population, rooms, stairs, start,
};
use super::{File, Measure};
use crate::verify::{Case, Effort, Suite, Weight};

use Effort::{Long, Quick};

/// The cases, in order. Tests 8 and 14 only document.
pub(in crate::verify) const CASES: &[Case] = &[
    case("rimea-01", Quick, alone::rimea_corridor),
    case("rimea-02", Quick, alone::rimea_stair_up),
    case("rimea-03", Quick, alone::rimea_stair_down),
    case("rimea-04", Long, diagram::corridor),
    case("rimea-05", Quick, start::own_times),
    case("rimea-06", Quick, corner::nobody_through_walls),
    case("rimea-07", Quick, population::by_age),
    documents("rimea-08", Long, rooms::parameter_study),
    case("rimea-09", Long, doors::half_the_doors_free),
    case("rimea-10", Quick, rooms::by_assignment),
    case("rimea-11", Long, doors::near_and_far),
    case("rimea-12a", Quick, bottleneck::jam_in_first_room),
    case("rimea-12b", Long, bottleneck::longer_is_slower),
    case("rimea-12c", Quick, bottleneck::no_jam_at_second),
    case("rimea-12d", Long, bottleneck::wider_is_faster),
    case("rimea-13", Long, stairs::jam_before_stair),
    documents("rimea-14", Quick, choice::stairs_or_level),
    case("rimea-15", Long, corner::between_two_lengths),
    case("rimea-16", Long, diagram::in_single_file),
];

/// Their scenario files.
pub(in crate::verify) const FILES: &[File] = super::files![
    "rimea-01",
    "rimea-02",
    "rimea-03",
    "rimea-04",
    "rimea-05",
    "rimea-06",
    "rimea-07",
    "rimea-08",
    "rimea-09",
    "rimea-10",
    "rimea-11",
    "rimea-12",
    "rimea-12c",
    "rimea-13",
    "rimea-13-stair",
    "rimea-14",
    "rimea-15-short",
    "rimea-15-corner",
    "rimea-15-long",
];

const fn case(id: &'static str, effort: Effort, measure: Measure) -> Case {
    Case {
        id,
        suite: Suite::Rimea,
        weight: Weight::Gates,
        effort,
        measure,
    }
}

const fn documents(id: &'static str, effort: Effort, measure: Measure) -> Case {
    Case {
        weight: Weight::Documents,
        ..case(id, effort, measure)
    }
}
