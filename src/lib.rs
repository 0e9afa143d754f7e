//! `minerals`: who could cut us off from which mineral, how badly, and how we know.
//!
//! # Words
//!
//! A *mineral* is a commodity as its source lists it. It has *suppliers* at two *stages*, mine and
//! refinery, which are never summed. The suppliers of one mineral at one stage in one year, with
//! their *shares* (0 to 1), are a *supply mix*; its concentration is the *HHI*, the sum of squared
//! shares. *WGI* is the World Bank's governance estimate of a supplier. A *consumer* is whom the
//! question is for; its *net import reliance* times a source's share of its imports is its
//! *exposure* to that source. What a source withholds or does not know is never zero: it widens a
//! number into a [`model::Reading`] with bounds, or makes the answer *incomplete*. A *shock* changes the
//! tables, and a *scenario* is a named list of them; a *policy* holds numbers to *limits*, and where one is
//! not met is a *finding*.
//!
//! # The picture
//!
//! ```text
//! main -> cli -> render  -> output -> model -> diag      model: pure. No I/O, clock, printing.
//!          |---> load             -> model               diag: the leaf that everyone may use.
//!          |---> sources -> load
//!          '---> scan    -> load
//! ```
//!
//! Bytes become records ([`load`]), records become a [`model::Dataset`], a question put to it gives
//! results with their derivations, [`output`] gives them the shape that scripts rely on, and [`render`]
//! writes that as a table, Markdown, JSON, NDJSON or CSV. A scenario is a function from tables to tables
//! ([`model::scenario`]): what comes after it is the same code. [`sources`] turns publishers' own files
//! into our tables. Trade files too large for a `Dataset` are folded into groups as they pass ([`scan`]). Only [`cli`] knows clap, the environment and the terminal.
//!
//! # The rule
//!
//! Arrows go one way only, as drawn. `tests/house.rs` holds the code to it.

#![cfg_attr(test, allow(clippy::float_cmp, reason = "a test asserts the very number"))]

pub mod cli;
pub mod diag;
pub mod load;
pub mod model;
pub mod output;
pub mod render;
pub mod scan;
pub mod sources;
