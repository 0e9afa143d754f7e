//! How the trade compiled in is laid out in bytes: what `build.rs` writes and `shipped` reads.
//!
//! For `n` flows: `n` bytes of exporters, `n` of importers, both numbers of a country in a list, then `n`
//! records of value, quantity and line, little end first. Who looks for a country passes over two bytes
//! a flow, and touches no record but those that are wanted.

/// Bytes of a value in whole US dollars.
pub const VALUE: usize = 5;
/// Bytes of a quantity in whole kilograms; [`NONE`] where there is none.
pub const QUANTITY: usize = 5;
/// Bytes of a line of the publisher's file.
pub const LINE: usize = 3;
/// The quantity that stands for no quantity.
pub const NONE: u64 = (1 << (8 * QUANTITY)) - 1;
