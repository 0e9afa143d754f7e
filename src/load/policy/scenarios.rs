//! The scenarios that the policies of a run name, each read once.

use std::path::Path;

use crate::diag::Diagnostic;
use crate::load::names::Names;
use crate::load::scenario::{ScenarioFile, read};

/// The scenarios of a run.
#[derive(Debug, Default)]
pub struct Scenarios {
    /// Each, in the order in which they are first named.
    pub files: Vec<ScenarioFile>,
}

impl Scenarios {
    /// The place of the scenario that a policy in a folder names.
    ///
    /// # Errors
    /// Everything that is wrong with it; what is about no file is about the name.
    pub fn named(
        &mut self,
        named: &str,
        beside: Option<&Path>,
        names: &Names,
    ) -> Result<usize, Vec<Diagnostic>> {
        let file = read(named, beside, names)?;
        if let Some(at) = self.files.iter().position(|known| known.files == file.files) {
            return Ok(at);
        }
        self.files.push(file);
        Ok(self.files.len() - 1)
    }
}
