//! `minerals show`.

use clap::Args;

use super::ask::{ALL, Asked, Tables, inputs, only_consumer, parameters, window};
use super::deliver::deliver;
use super::score::loaded_warnings;
use super::{Common, Exit, Streams};
use crate::model::{Governance, ask};
use crate::output::{Envelope, Shown, Warning};
use crate::render::Shows;

const EXAMPLES: &str = "Examples:
  minerals show cobalt
  minerals show rare-earths --format json
  minerals show gallium --year 2024";

/// A mineral in full
///
/// Suppliers at each stage with their shares and governance, reserves and how long they last,
/// capacity, what a consumer depends on, use, stocks and prices, each with its line and publisher,
/// and what is not known.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Show {
    /// Minerals by id, name or alias
    #[arg(value_name = "MINERAL", required = true)]
    minerals: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    tables: Tables,
}

impl Show {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let mut loaded = self.tables.load(ALL, common)?;
        let mut question = self.asked.question(&self.minerals, &mut loaded)?;
        question.consumer = question.consumer.or_else(|| only_consumer(&mut loaded));
        let governance = Governance::new(&loaded.dataset.governance, window()?);
        let answers = ask(&loaded.dataset, &governance, &question);
        let results =
            answers.answers.iter().map(|a| Shown::new(a, &loaded.dataset, &question, &governance)).collect();
        let mut envelope = Envelope::new(
            "show",
            inputs(&loaded, &answers),
            parameters(&question, &governance.edition)?,
            results,
        );
        envelope.warnings = loaded_warnings(&loaded.warnings);
        envelope.warnings.extend(answers.warnings.iter().map(Warning::from));
        deliver(&envelope, &Shows(&envelope), common, streams)
    }
}
