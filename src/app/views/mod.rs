//! View models: what panels show, worked out without a window.

pub(crate) mod cards;
pub(crate) mod events;
pub(crate) mod legend;
pub(crate) mod orders;
pub(crate) mod outline;
