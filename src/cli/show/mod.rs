//! `minerals show`.

mod named;
mod place;

use std::num::NonZero;

use clap::Args;
use named::{Named, named};

use super::ask::{ALL, Asked, inputs, parameters, window};
use super::consumer::only_consumer;
use super::deliver::deliver;
use super::exit::Refused;
use super::inputs::refuse_over_documents;
use super::score::loaded_warnings;
use super::tables::Tables;
use super::{Common, Exit, Streams};
use crate::diag::{Code, Diagnostic};
use crate::load::Loaded;
use crate::model::{Also, Governance, ask};
use crate::output::{Envelope, Shown, Warning};
use crate::render::Shows;

const EXAMPLES: &str = "Examples:
  minerals show cobalt
  minerals show rare-earths --format json
  minerals show gallium --year 2024
  minerals show KAZ --with CHN,USA
  minerals show C5";

/// A mineral, a country or a group in full
///
/// Of a country or a group: what it puts out and holds, with its shares of the world and its ranks, how
/// it is governed, what it sells and buys, what it trades with whom, and which reserves no source
/// publishes. A name that several things have is written `mineral:NAME`, `country:NAME` or `group:NAME`.
///
/// Of a mineral:
/// suppliers at each stage with their shares and governance, reserves and how long they last,
/// capacity, what a consumer depends on, use, stocks and prices, each with its line and publisher,
/// and what is not known.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Show {
    /// Minerals, or countries and groups, by id, code, name or alias
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Of a country or a group: the partners to show trade with; else the largest
    #[arg(long, value_name = "COUNTRY|GROUP", value_delimiter = ',')]
    with: Vec<String>,
    /// Of a country or a group: lines of each list in the table; other formats have all
    #[arg(long, value_name = "N", default_value = "5", allow_negative_numbers = true)]
    top: NonZero<usize>,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    tables: Tables,
}

impl Show {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let mut loaded = self.tables.load(ALL, common)?;
        match named(&self.names, &loaded)? {
            Named::Minerals(minerals) => self.minerals(&minerals, &mut loaded, common, streams),
            Named::Places(places) => self.places(&places, &mut loaded, common, streams),
        }
    }

    fn minerals(
        &self,
        minerals: &[String],
        loaded: &mut Loaded,
        common: &Common,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<Exit> {
        if !self.with.is_empty() {
            let message = "`--with` is about the partners of a country or a group, and a mineral is shown";
            let help = "name the consumer instead: `--for USA`";
            return Err(Refused(vec![Diagnostic::error(Code::NoData, message).help(help)]).into());
        }
        let also = Also { traced: true, ..Also::default() };
        let asked = self.asked.seen_by_scenario(loaded);
        let mut question = asked.question(minerals, also, loaded)?;
        refuse_over_documents(common.output.as_deref(), &loaded.documents)?;
        question.consumer = question.consumer.clone().or_else(|| only_consumer(&question, loaded));
        let governance = Governance::new(&loaded.dataset.governance, window()?);
        let answers = ask(&loaded.dataset, &governance, &question);
        let results =
            answers.answers.iter().map(|a| Shown::new(a, &loaded.dataset, &question, &governance)).collect();
        let mut envelope = Envelope::new(
            "show",
            inputs(loaded, &answers),
            parameters(&question, &governance.edition, loaded)?,
            results,
        );
        envelope.warnings = loaded_warnings(&loaded.warnings);
        envelope.warnings.extend(answers.warnings.iter().map(Warning::from));
        deliver(&envelope, &Shows(&envelope), common, streams)
    }
}
