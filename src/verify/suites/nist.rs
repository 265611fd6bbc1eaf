//! The cases of NIST.

use super::File;
use crate::verify::Case;

/// The cases, in order.
pub(in crate::verify) const CASES: &[Case] = &[];

/// Their scenario files.
pub(in crate::verify) const FILES: &[File] = &[];
