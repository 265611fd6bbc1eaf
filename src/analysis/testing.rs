//! Hand-made worlds and frames for the tests of analysis.

use std::sync::Arc;

use crate::model::Scenario;
use crate::sim::{Frame, OwnedFrame, Row, State};
use crate::world::World;

/// A world from the RON of a scenario's parts.
pub(super) fn world(parts: &str) -> World {
    let text = format!("(format: 1, name: \"test\", {parts})");
    let reader =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let scenario: Scenario = reader.from_str(&text).unwrap();
    match World::compile(Arc::new(scenario)) {
        Ok(world) => world,
        Err(problems) => panic!("{problems:?}"),
    }
}

/// The RON of a rectangular place from one corner to the other, walled off
/// from those named.
pub(super) fn room(id: &str, (x0, y0, x1, y1): (f64, f64, f64, f64), walls: &[&str]) -> String {
    format!(
        "(id: {id:?}, polygon: [({x0:?}, {y0:?}), ({x1:?}, {y0:?}), ({x1:?}, {y1:?}), \
         ({x0:?}, {y1:?})], closed_to: {walls:?})"
    )
}

/// A frame to which people are added.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene(pub(super) OwnedFrame);

impl Scene {
    /// A frame with nobody in it.
    pub(super) fn empty(number: u32, t_ms: i64) -> Self {
        Self(OwnedFrame {
            number,
            t_ms,
            ..OwnedFrame::default()
        })
    }

    /// Adds a person; ids must rise.
    pub(super) fn person(&mut self, id: u32, cell: u16, x: f64, y: f64) {
        self.0.push(Row {
            id,
            x_mm: (x * 1e3).round() as i32,
            y_mm: (y * 1e3).round() as i32,
            sheet: 0,
            cell,
            state: State::Walking,
        });
    }

    /// The state of the person added last.
    pub(super) fn state(&mut self, state: State) {
        if let Some(last) = self.0.state.last_mut() {
            *last = state as u8;
        }
    }

    /// As an observer sees it.
    pub(super) fn frame(&self) -> Frame<'_> {
        self.0.view()
    }
}
