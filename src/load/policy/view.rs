//! The question of a limit or a test: for whom, at which stage, in which year, after which scenario, and by
//! which method.

use std::sync::Arc;

use super::Reading;
use crate::diag::{Code, did_you_mean, quote};
use crate::load::document::{Fields, Node};
use crate::load::whom;
use crate::model::policy::{Path, View};
use crate::model::{Consumer, METHODS, Method, StageChoice, Subject, eu};

/// The keys of a question, with what each is.
pub(super) const KEYS: &[(&str, &str)] = &[
    ("for", "the consumer: a country or a group, or a list of them, each held alone"),
    ("intra", "true: what the members of a group sell each other counts"),
    ("stage", "`mine`, `refinery` or `worst`, which is the default and holds both"),
    ("year", "the newest figures not after it, at most five years older"),
    ("method", "the method of the headline"),
    (
        "scenario",
        "a scenario's name or path, or a list of them: held after each, by the minerals that it touches if none is named",
    ),
];

/// A scenario, by its place among those of the run, and its name; none where nothing happens.
pub(super) type Event = Option<(usize, Arc<str>)>;

/// For whom, and after what: what a list spreads over several questions.
type Case = (Option<Arc<Consumer>>, Event);

/// A question less the method, which hangs on the number that is wanted.
#[derive(Debug)]
pub(super) struct Asked {
    cases: Vec<Case>,
    stage: StageChoice,
    year: Option<crate::model::Year>,
    method: Option<(&'static Method, std::ops::Range<usize>)>,
}

impl Reading<'_, '_> {
    /// Reads the keys of a question; all of them are looked at before any is missed.
    pub(super) fn asked(&mut self, fields: &Fields<'_>) -> Option<Asked> {
        let intra = fields.get("intra").map_or(Some(false), |node| self.reader.flag(node));
        let consumers = match fields.get("for") {
            Some(node) => self.consumers(node, intra.unwrap_or_default()),
            None => {
                if let Some(entry) = fields.entry("intra") {
                    let message = "`intra` is about a consumer, and none is named";
                    let help = "add `for = \"EU27\"`, or leave `intra` out";
                    self.reader.complain(Code::MissingKey, entry.place.clone(), message, "for whom", help);
                }
                Some(vec![None])
            }
        };
        let scenarios = match fields.get("scenario") {
            Some(node) => self.scenarios(node),
            None => Some(vec![None]),
        };
        let stage = fields.get("stage").map_or(Some(StageChoice::Worst), |node| self.stage(node));
        let year = match fields.get("year") {
            Some(node) => self.reader.year(node).map(Some),
            None => Some(None),
        };
        let method = match fields.get("method") {
            Some(node) => self.method(node).map(|method| Some((method, node.range.clone()))),
            None => Some(None),
        };
        let (consumers, scenarios) = (consumers?, scenarios?);
        let with = |consumer: &Option<Arc<Consumer>>| {
            scenarios.iter().map(|scenario| (consumer.clone(), scenario.clone())).collect::<Vec<Case>>()
        };
        let cases = consumers.iter().flat_map(with).collect();
        intra?;
        Some(Asked { cases, stage: stage?, year: year?, method: method? })
    }

    /// The questions whose answers hold a number, which stands at a place.
    pub(super) fn views(
        &mut self,
        asked: &Asked,
        path: &Path,
        at: std::ops::Range<usize>,
    ) -> Option<Vec<View>> {
        let read: Vec<Option<View>> =
            asked.cases.iter().map(|case| self.view(asked, case, path, at.clone())).collect();
        read.into_iter().collect()
    }

    fn view(&mut self, asked: &Asked, case: &Case, path: &Path, at: std::ops::Range<usize>) -> Option<View> {
        let (consumer, scenario) = case.clone();
        let union = consumer.as_ref().is_some_and(|consumer| *consumer.id == *eu::UNION);
        if let Some((method, range)) =
            asked.method.as_ref().filter(|(m, _)| m.of_consumer && consumer.is_none())
        {
            let message = format!("method `{}` is about a consumer, and none is named", method.name);
            self.reader.complain(Code::MissingKey, range.clone(), message, "for whom", "add `for = \"USA\"`");
            return None;
        }
        let metric = path.metric();
        if metric.is_some_and(|metric| metric.is_of_consumer()) && consumer.is_none() {
            let message = format!("`{path}` is about a consumer, and none is named");
            self.reader.complain(Code::MissingKey, at, message, "for whom", "add `for = \"USA\"`");
            return None;
        }
        if metric.is_some_and(|metric| metric.path == "eu_ei") && !union {
            let message = format!("`{path}` is about the EU, and the question is not");
            self.reader.complain(
                Code::BadValue,
                at,
                message,
                "of the EU",
                format!("add `for = \"{}\"`", eu::UNION),
            );
            return None;
        }
        let usual = || match metric.map(|metric| metric.subject) {
            None => self.headline_of(consumer.as_deref()),
            Some(Subject::Eu(..)) if consumer.is_some() && !union => {
                Method::named("eu").unwrap_or(Method::without_study())
            }
            Some(_) if consumer.is_some() => Method::without_study(),
            Some(_) => Method::default_for(None),
        };
        let method = asked.method.as_ref().map_or_else(usual, |(method, _)| method);
        // a scenario says which year it changes, and the rest of the world is that of the same year
        let base = scenario.as_ref().and_then(|(at, _)| self.scenarios.files.get(*at)?.scenario.base_year);
        Some(View { scenario, consumer, stage: asked.stage, year: asked.year.or(base), method })
    }

    /// What ranks where nothing is said, as on the command line.
    fn headline_of(&self, consumer: Option<&Consumer>) -> &'static Method {
        let usual = Method::default_for(consumer);
        let studied = !usual.is_eu() || !self.known.dataset.published_scores.is_empty();
        if studied { usual } else { Method::without_study() }
    }

    fn consumers(&mut self, node: &Node, intra: bool) -> Option<Vec<Option<Arc<Consumer>>>> {
        let mut all = Some(Vec::new());
        for (text, item) in self.reader.texts(node)? {
            match whom::consumer(text, intra, self.known.names, self.known.dataset) {
                Ok(consumer) => all.iter_mut().for_each(|all| all.push(Some(Arc::new(consumer.clone())))),
                Err(error) => {
                    let error = error.at(self.reader.place(item.range.clone()), "no such consumer");
                    self.reader.faults.push(error);
                    all = None;
                }
            }
        }
        all
    }

    /// The scenarios that a key names.
    pub(super) fn scenarios(&mut self, node: &Node) -> Option<Vec<Event>> {
        let mut all = Some(Vec::new());
        for (text, item) in self.reader.texts(node)? {
            match self.scenarios.named(text, self.folder, self.known.names) {
                Ok(at) => {
                    let id = self.scenarios.files.get(at).map(|file| Arc::clone(&file.scenario.id));
                    all.iter_mut().for_each(|all| all.push(id.clone().map(|id| (at, id))));
                }
                Err(errors) => {
                    let place = self.reader.place(item.range.clone());
                    for error in errors {
                        let in_file = error.place.is_some() || error.file.is_some();
                        self.reader.faults.push(if in_file {
                            error
                        } else {
                            error.at(place.clone(), "no such scenario")
                        });
                    }
                    all = None;
                }
            }
        }
        all
    }

    fn stage(&mut self, node: &Node) -> Option<StageChoice> {
        match self.reader.word(node, &["mine", "refinery", "worst"])? {
            "worst" => Some(StageChoice::Worst),
            _ => self.reader.stage(node).map(StageChoice::One),
        }
    }

    fn method(&mut self, node: &Node) -> Option<&'static Method> {
        let text = self.reader.text(node)?;
        let found = Method::named(text);
        if found.is_none() {
            let near = did_you_mean(text, METHODS.iter().map(|method| method.name));
            let names = METHODS.iter().map(|m| format!("`{}`", m.name)).collect::<Vec<_>>().join(", ");
            let help = near.map_or(format!("one of {names}"), |near| format!("did you mean `{near}`?"));
            self.reader.bad(node, &format!("unknown method `{}`", quote(text)), "no such method", &help);
        }
        found
    }
}
