//! `minerals schema`.

use clap::Args;

use super::deliver::{deliver, hand_over};
use super::{Common, Exit, Streams};
use crate::diag::{did_you_mean, quote};
use crate::load::policy::schema as policy;
use crate::load::scenario::schema as scenario;
use crate::load::{Table, schema};
use crate::output::{Envelope, Meaning, OUTPUTS, Parameters, output_schema};
use crate::render::{Index, dense};

const EXAMPLES: &str = "Examples:
  minerals schema
  minerals schema production
  minerals schema data-list";

/// The JSON Schema of a table, of a command's JSON, or of a scenario or policy file
///
/// A table's schema says what is taken as its array of rows; a command's, which keys its JSON always
/// has and which it may have. Of draft 2020-12, whatever --format says. Without a name: the list.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Schema {
    /// A table (`production`) or a command (`score`, `data-list`)
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

impl Schema {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let Some(name) = &self.name else {
            let envelope = Envelope::new("schema", Vec::new(), Parameters::default(), all());
            return deliver(&envelope, &Index(&envelope), common, streams);
        };
        let spelled = name.to_lowercase().replace([' ', '_'], "-");
        let of_table = || Table::named(name).map(schema);
        let of_file = || match spelled.as_str() {
            scenario::NAME => Some(scenario::schema()),
            policy::NAME => Some(policy::schema()),
            _ => None,
        };
        let schema =
            output_schema(&spelled).or_else(of_table).or_else(of_file).ok_or_else(|| unknown(name))?;
        hand_over(&dense(&schema), common, streams)?;
        Ok(Exit::Done)
    }
}

/// Every schema: tables, then outputs, then files.
fn all() -> Vec<Meaning> {
    let tables = Table::ALL.map(|t| Meaning::of_name("table", t.name(), t.meaning()));
    let outputs = OUTPUTS.iter().map(|(name, meaning)| Meaning::of_name("output", name, meaning));
    let files = [(policy::NAME, policy::MEANING), (scenario::NAME, scenario::MEANING)];
    let files = files.map(|(name, meaning)| Meaning::of_name("file", name, meaning));
    tables.into_iter().chain(outputs).chain(files).collect()
}

fn unknown(name: &str) -> anyhow::Error {
    let near = did_you_mean(name, all().iter().map(|s| s.name));
    let help =
        near.map_or("`minerals schema` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    anyhow::anyhow!("there is no schema `{}`: {help}", quote(name))
}
