//! temp
use super::*;
use crate::base::random::Stream;
/// f
pub struct Field;
impl Field {
    /// t
    pub fn time(&self, _c: CellIndex, _p: Vec2) -> f64 {
        0.0
    }
    /// d
    pub fn direction(&self, _c: CellIndex, _p: Vec2) -> Vec2 {
        Vec2::ZERO
    }
}
impl World {
    /// f
    pub fn field(&self, _k: &FieldKey) -> Arc<Field> {
        Arc::new(Field)
    }
}
impl Cell {
    /// h
    pub fn heading_to(&self, _p: Vec2, _q: Vec2) -> Vec2 {
        Vec2::ZERO
    }
    /// s
    pub fn sees(&self, _p: Vec2, _q: Vec2) -> bool {
        true
    }
    /// r
    pub fn random_spot(&self, _s: &mut Stream, _w: Option<Bounds>) -> Option<Vec2> {
        None
    }
}
