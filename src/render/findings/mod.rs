//! Findings in the dialects of CI services: one file a dialect, each with its own escaping.

mod github;
mod junit;
mod sarif;

pub use github::github;
pub use junit::junit;
pub use sarif::sarif;
