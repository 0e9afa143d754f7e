//! `minerals show` of countries and groups.

use super::Show;
use crate::cli::ask::{all_inputs, parameters, window};
use crate::cli::consumer::consumer;
use crate::cli::deliver::deliver;
use crate::cli::exit::Refused;
use crate::cli::inputs::refuse_over_documents;
use crate::cli::score::loaded_warnings;
use crate::cli::{Common, Exit, Streams};
use crate::diag::{Code, Diagnostic};
use crate::load::Loaded;
use crate::model::{Also, Answers, Consumer, Governance, Profile, Question, StageChoice, ask};
use crate::output::{Envelope, Profile as Shown, Warning};
use crate::render::Profiles;

impl Show {
    pub(super) fn places(
        &self,
        places: &[Consumer],
        loaded: &mut Loaded,
        common: &Common,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<Exit> {
        if self.asked.of_consumer() {
            let message = "`--for` is about minerals, and a country or a group is shown";
            let help = "name its partners instead: `--with CHN,USA`";
            return Err(Refused(vec![Diagnostic::error(Code::NoData, message).help(help)]).into());
        }
        let with = self.partners(loaded)?;
        // one call: only the first of a run adds any; and before a scenario, which changes trade too
        let takes_part = |country| places.iter().any(|place| place.has(country));
        loaded.add_shipped_trade(|flow| takes_part(flow.exporter) || takes_part(flow.importer));
        let question = self.asked.question(&[], Also::default(), loaded)?;
        refuse_over_documents(common.output.as_deref(), &loaded.documents)?;
        let dataset = &loaded.dataset;
        // a rank takes the whole mix, and reserves last as long as the mine does, whatever stage is asked for
        let all = Question {
            minerals: dataset.minerals.keys().cloned().collect(),
            stage: StageChoice::Worst,
            ..question.clone()
        };
        let governance = Governance::new(&dataset.governance, window()?);
        let answers = ask(dataset, &governance, &all);
        let profiles: Vec<Profile<'_>> =
            places.iter().map(|whose| Profile::new(whose, &answers, dataset, &question, &with)).collect();
        let results = profiles.iter().map(|p| Shown::new(p, dataset, &governance, &question)).collect();
        let mut parameters = parameters(&question, &governance.edition, loaded)?;
        parameters.method = None;
        parameters.countries = places.iter().map(|p| p.id.to_string()).collect();
        parameters.with = with.iter().map(|p| p.id.to_string()).collect();
        let mut envelope = Envelope::new("show country", all_inputs(loaded), parameters, results);
        envelope.warnings = loaded_warnings(&loaded.warnings);
        envelope.warnings.extend(of_shown(&answers, &profiles).map(Warning::from));
        let page = Profiles { answer: &envelope, top: self.top.get() };
        deliver(&envelope, &page, common, streams)
    }

    fn partners(&self, loaded: &Loaded) -> anyhow::Result<Vec<Consumer>> {
        let mut wrong = Vec::new();
        let with = self.with.iter().filter_map(|name| consumer(name, false, loaded, &mut wrong)).collect();
        if wrong.is_empty() { Ok(with) } else { Err(Refused(wrong).into()) }
    }
}

/// The warnings that are about what is shown.
fn of_shown<'r>(
    answers: &'r Answers<'r>,
    profiles: &'r [Profile<'r>],
) -> impl Iterator<Item = &'r crate::model::Warning> {
    let shown = |w: &&crate::model::Warning| {
        profiles.iter().any(|p| {
            let output = p.output.iter().any(|s| {
                Some(&s.info.id) == w.mineral.as_ref() && w.stage.is_none_or(|stage| stage == s.stage)
            });
            output || w.stage.is_none() && p.reserves.iter().any(|s| Some(&s.info.id) == w.mineral.as_ref())
        })
    };
    answers.warnings.iter().filter(shown)
}
