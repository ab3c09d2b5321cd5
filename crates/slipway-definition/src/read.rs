//! From nodes to typed values: one table a model object makes its struct, its reader and its description.

mod item;
mod members;
mod object;
mod shape;

pub(crate) use item::{Item, Read};
pub(crate) use members::{field, members};
pub(crate) use object::object;
pub use shape::{Field, Kind, Shape, Support};

use crate::pointer::Pointer;
use crate::report::Report;

/// What reading needs besides the node: where it is, and where findings go.
pub(crate) struct Cx<'r> {
    pub(crate) pointer: Pointer,
    pub(crate) report: &'r mut Report,
}

impl Cx<'_> {
    /// Reads something inside, under `key` (an index for elements of a list).
    pub(crate) fn within<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let len = self.pointer.len();
        self.pointer.push(key);
        let value = read(self);
        self.pointer.truncate(len);
        value
    }
}
