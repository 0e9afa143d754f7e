//! `minerals schema`.

use clap::Args;

use super::deliver::deliver;
use super::target::write;
use super::{Common, Exit};
use crate::diag::{did_you_mean, quote};
use crate::load::{Table, schema};
use crate::output::{Envelope, Parameters, SCHEMAS, SchemaOf};
use crate::render::{self, dense};

const EXAMPLES: &str = "Examples:
  minerals schema
  minerals schema production
  minerals schema data-list";

/// The JSON Schema of a table, or of a command's JSON
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
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let Some(name) = &self.name else {
            let envelope = Envelope::new("schema", Vec::new(), Parameters::default(), all());
            return deliver(&envelope, &render::Schemas(&envelope), common);
        };
        let spelled = name.to_lowercase().replace([' ', '_'], "-");
        let text = match (SCHEMAS.iter().find(|s| s.of.name == spelled), Table::named(name)) {
            (Some(output), _) => output.text.to_owned(),
            (None, Some(table)) => dense(&schema(table)),
            (None, None) => return Err(unknown(name)),
        };
        write(&text, common.output.as_deref())?;
        Ok(Exit::Done)
    }
}

/// Every schema: tables, then outputs.
fn all() -> Vec<SchemaOf> {
    let tables = Table::ALL.map(|t| SchemaOf { name: t.name(), of: "table", meaning: t.meaning() });
    tables.into_iter().chain(SCHEMAS.iter().map(|s| s.of.clone())).collect()
}

fn unknown(name: &str) -> anyhow::Error {
    let near = did_you_mean(name, all().iter().map(|s| s.name));
    let help =
        near.map_or("`minerals schema` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    anyhow::anyhow!("there is no schema `{}`: {help}", quote(name))
}
