//! `minerals methods`.

use clap::Args;

use super::deliver::deliver;
use super::{Common, Exit, Streams};
use crate::output::{Envelope, MethodOf, Parameters};
use crate::render;

/// Every method: formula, data it needs, citation, what it is blind to
#[derive(Debug, Args)]
pub(super) struct Methods {}

impl Methods {
    // a command's `run` takes its arguments, also where there are none
    #[expect(clippy::unused_self, reason = "every command runs alike")]
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let envelope = Envelope::new("methods", Vec::new(), Parameters::default(), MethodOf::all());
        deliver(&envelope, &render::Methods(&envelope), common, streams)
    }
}
