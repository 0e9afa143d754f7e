//! Trade files of full size: rows go by once and are folded into groups, without a `Dataset`.

pub mod sql;
