//! Bytes to rows: strict readers of CSV and JSON that keep the place of every cell, the names that
//! cells may use, and the tables compiled in.
//!
//! The way of the data: a [`Source`] (name, bytes, hash) is read by [`csv`] or [`json`] into [`Record`]s
//! against a [`TableSpec`]; [`tables`] turns records into the model's rows; [`load`] puts a run's
//! tables together. Scenarios and policies are [`document`]s, TOML or JSON, whose every key and value keeps
//! its place as well. Either a file is sound, or nothing comes of it but its diagnostics.

mod audit;
pub mod builtin;
pub mod csv;
mod dataset;
pub mod document;
mod familiar;
mod faults;
mod files;
mod findings;
mod fold;
mod foreign;
mod header;
mod identify;
pub mod json;
mod kind;
mod layouts;
pub mod limits;
mod lines;
mod names;
mod naming;
pub mod number;
mod own;
pub mod policy;
mod pool;
mod record;
pub mod reference;
mod row;
pub mod scenario;
mod schema;
mod sheet;
pub mod shipped;
mod source;
mod table;
pub mod tables;
mod texts;
mod units;
pub mod whom;

pub use dataset::{Examined, Input, Loaded, Request, examine, load};
pub use faults::Faults;
pub use files::{files_in, is_stdin, name_of, read, unreadable};
pub use findings::findings;
pub use fold::fold;
pub use kind::Kind;
pub use names::{Clash, CountryNames, Group, Names};
pub use pool::Pool;
pub use record::{Cell, Column, Record, TableSpec};
pub use row::Row;
pub use schema::schema;
pub use sheet::Sheet;
pub use source::{Source, hex, listed};
pub use table::Table;
pub use tables::sources::Publication;
pub use texts::examine_texts;
