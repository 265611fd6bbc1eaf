//! The cases of RiMEA.

use super::File;
use crate::verify::Case;

/// The cases, in order.
pub(in crate::verify) const CASES: &[Case] = &[];

/// Their scenario files.
pub(in crate::verify) const FILES: &[File] = super::files![
    "rimea-01", "rimea-02", "rimea-03", "rimea-05", "rimea-06", "rimea-10"
];
