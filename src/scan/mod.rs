//! Trade files of full size: rows go by once and are folded into groups, without a `Dataset`.
//!
//! The way of the data: a [`feed`] cuts files into chunks that end at line ends; workers take them in turn,
//! make [`flow`]s of their rows ([`baci`] for the layout that is nearly always met, [`strict`] for
//! everything else), and add them to the [`groups`] of importer, product and year. What is added are whole
//! numbers, so that the answer hangs neither on the order of the rows nor on the number of workers.
//!
//! A flow that stands in several rows must be summed before its square is taken. Where the rows are in a
//! strict order ([`order`]), there can be none; else each group keeps a bit for each exporter, and what
//! comes again is summed in a second pass over the file.
//!
//! To add a layout: its reader beside [`strict`], and a line in [`layout`].

mod answer;
mod baci;
mod exact;
mod feed;
mod filter;
mod flow;
mod groups;
mod keep;
mod lane;
mod layout;
mod order;
mod parties;
mod pass;
mod pipe;
mod products;
mod repeats;
mod run;
pub mod sql;
mod strict;

pub use answer::{Group, Groups, Importer, Index, Product, Trader};
pub use filter::{Filter, Importers};
pub use keep::{Kept, can_keep, keep};
pub use layout::Layout;
pub use repeats::{Repeated, told};
pub use run::{Account, Progress, Request, fold};
