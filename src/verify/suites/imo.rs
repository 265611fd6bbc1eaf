//! The cases of IMO.

use super::File;
use crate::verify::Case;

/// The cases, in order.
pub(in crate::verify) const CASES: &[Case] = &[];

/// Their scenario files.
pub(in crate::verify) const FILES: &[File] = super::files!["imo-01", "imo-02", "imo-03"];
