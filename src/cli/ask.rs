//! What `score`, `show` and `explain` have in common: the question to the tables.

use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::consumer::{add_trade, consumer, consumers, has_dependency};
use super::exit::Refused;
use crate::diag::{Code, Diagnostic, quote};
use crate::load::{Loaded, Names, Table, scenario};
use crate::model::eu;
use crate::model::scenario::apply;
use crate::model::{Also, Answers, METHODS, Method, MineralId, Question, Stage, StageChoice, Window, Year};
use crate::output::{Input, Parameters};

/// Every table that is no reference table.
pub(super) const ALL: &[Table] = &[
    Table::Production,
    Table::Capacity,
    Table::Consumption,
    Table::Reserves,
    Table::Reliance,
    Table::ImportSources,
    Table::Prices,
    Table::Stocks,
    Table::Trade,
    Table::SupplyShares,
    Table::Parameters,
    Table::PublishedScores,
    Table::EndUses,
    Table::HsCodes,
    Table::Bilateral,
    Table::Governance,
];

/// What is asked of them.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Asked {
    /// For whom: a country that depends on imports, or a group of them (`EU27`)
    #[arg(long = "for", value_name = "COUNTRY|GROUP")]
    consumer: Option<String>,
    /// Count what the members of a group sell each other
    #[arg(long, requires = "consumer")]
    intra: bool,
    /// At which stage of supply
    #[arg(long, value_enum, default_value_t, value_name = "STAGE")]
    stage: StageArg,
    /// In which year: the newest figures not after it, at most five years older
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true, value_parser = |y: &str| Year::parse(y).map_err(|e| e.to_string()))]
    year: Option<Year>,
    /// By which method to rank; see `minerals methods`
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(METHODS.iter().map(|m| m.name)))]
    method: Option<String>,
    /// Apply a scenario first: a file, or the name of one that `minerals scenario` lists
    #[arg(long, value_name = "FILE|NAME")]
    scenario: Option<String>,
    /// By which edition of the EU's study, for the method `eu`: `2023`
    #[arg(long, value_name = "NAME")]
    edition: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum StageArg {
    /// Extraction
    Mine,
    /// Processing
    Refinery,
    /// The worse of the two; both are in the answer
    #[default]
    Worst,
}

/// The years that governance is averaged over by default.
pub(super) fn window() -> anyhow::Result<Window> {
    Ok(Window { first: Year::new(2018)?, last: Year::new(2022)? })
}

impl Asked {
    /// Whether a consumer is asked about.
    pub(super) fn of_consumer(&self) -> bool {
        self.consumer.is_some()
    }

    /// A scenario is applied first.
    pub(super) fn has_scenario(&self) -> bool {
        self.scenario.is_some()
    }

    /// With a scenario and no consumer, the only one that the tables speak of: it must be known before the shocks,
    /// for they change what it buys.
    pub(super) fn seen_by_scenario(&self, loaded: &Loaded) -> Self {
        match consumers(loaded).as_slice() {
            // whom it is shown for does not change by which method it ranks
            [only] if self.has_scenario() && !self.of_consumer() => Self {
                method: self.method.clone().or(Some(Method::default_for(None).name.to_owned())),
                ..self.or_for(Some(only.to_string()))
            },
            _ => self.clone(),
        }
    }

    /// The tables that are needed besides: a scenario's offtake is a part of what is used.
    pub(super) fn and_needs(&self, needs: &[Table]) -> Vec<Table> {
        let also: &[Table] = if self.has_scenario() {
            // which of a family's names is traded tells what a shock on it means
            &[Table::Consumption, Table::Reliance, Table::ImportSources]
        } else {
            &[]
        };
        let mut all = needs.to_vec();
        all.extend(also.iter().filter(|t| !needs.contains(t)));
        all
    }

    /// The same for a consumer, if none is named.
    pub(super) fn or_for(&self, consumer: Option<String>) -> Self {
        Self { consumer: self.consumer.clone().or(consumer), ..self.clone() }
    }

    /// The same in a year, if none is asked for.
    pub(super) fn or_year(&self, year: Option<Year>) -> Self {
        Self { year: self.year.or(year), ..self.clone() }
    }

    /// The year asked for.
    pub(super) fn year(&self) -> Option<Year> {
        self.year
    }

    /// The question in the model's terms. The trade that it needs is added to what was loaded.
    pub(super) fn question(
        &self,
        minerals: &[String],
        also: Also,
        loaded: &mut Loaded,
    ) -> anyhow::Result<Question> {
        let scenario = self.scenario.as_deref().map(|s| scenario::read(s, None, &loaded.names));
        let scenario = scenario.transpose().map_err(Refused)?;
        let year = self.year.or(scenario.as_ref().and_then(|file| file.scenario.base_year));
        let names = &loaded.names;
        let mut wrong = Vec::new();
        let minerals: Vec<MineralId> =
            minerals.iter().filter_map(|m| mineral(m, names, &mut wrong)).collect();
        let consumer = self.consumer.as_ref().and_then(|c| consumer(c, self.intra, loaded, &mut wrong));
        let method = self.method.as_deref().and_then(Method::named);
        if let Some(method) = method.filter(|m| m.of_consumer && self.consumer.is_none()) {
            let message = format!("method `{}` is about a consumer, and none is named", method.name);
            wrong.push(Diagnostic::error(Code::NoData, message).help("add `--for USA`"));
        }
        if !wrong.is_empty() {
            return Err(Refused(wrong).into());
        }
        let method = method.unwrap_or_else(|| {
            let usual = Method::default_for(consumer.as_ref());
            // tables of one's own need not be the study's
            let studied = !usual.is_eu() || !loaded.dataset.published_scores.is_empty();
            if studied { usual } else { Method::without_study() }
        });
        self.edition.as_deref().map_or(Ok(()), |edition| can_be_computed(edition, method, loaded))?;
        if let Some(consumer) = &consumer {
            add_trade(consumer, (&minerals, year), also.and(Also::of_method(method)), loaded);
            if method.of_consumer {
                has_dependency(consumer, loaded)?;
            }
        }
        if let Some(file) = scenario {
            let applied = apply(&loaded.dataset, &file.scenario, year).map_err(Refused)?;
            loaded.dataset = applied.dataset;
            loaded.warnings.extend(file.warnings.into_iter().chain(applied.warnings));
            loaded.documents.extend(file.files);
            loaded.scenarios.push(file.scenario.id.to_string());
        }
        Ok(Question {
            minerals,
            stage: match self.stage {
                StageArg::Mine => StageChoice::One(Stage::Mine),
                StageArg::Refinery => StageChoice::One(Stage::Refinery),
                StageArg::Worst => StageChoice::Worst,
            },
            year,
            consumer: consumer.map(Arc::new),
            members: false,
            method,
            also,
        })
    }
}

/// Of one edition the inputs are published; the others have no more than their scores.
fn can_be_computed(edition: &str, method: &Method, loaded: &Loaded) -> anyhow::Result<()> {
    let error = if !method.is_eu() {
        let message = format!("`--edition` is about the method `eu`, and this is `{}`", method.name);
        Diagnostic::error(Code::NoData, message).help("add `--method eu`")
    } else if edition == eu::EDITION {
        return Ok(());
    } else {
        let editions = eu::editions(&loaded.dataset.published_scores);
        let others: Vec<String> =
            editions.iter().filter(|e| ***e != *eu::EDITION).map(|e| format!("`{e}`")).collect();
        let held = editions.iter().any(|e| **e == *edition);
        let (message, help) = if held {
            (
                "its inputs are not published here",
                "`minerals show MINERAL` has its published scores".to_owned(),
            )
        } else {
            ("it is not held", format!("published scores are held of {}", others.join(", ")))
        };
        let message = format!("edition `{}` cannot be computed: {message}", quote(edition));
        Diagnostic::error(Code::NoData, message).help(format!("`{}` can be computed; {help}", eu::EDITION))
    };
    Err(Refused(vec![error]).into())
}

pub(super) fn mineral(text: &str, names: &Names, wrong: &mut Vec<Diagnostic>) -> Option<MineralId> {
    let found = names.mineral(text).cloned();
    if found.is_none() {
        let error = Diagnostic::error(Code::UnknownMineral, format!("unknown mineral `{}`", quote(text)));
        wrong.push(error.help(names.mineral_advice(text).unwrap_or_else(|| {
            "`minerals score` lists those with output, `minerals score --for USA` those that are imported"
                .to_owned()
        })));
    }
    found
}

/// What was asked, as the output repeats it.
pub(super) fn parameters(question: &Question, edition: &str, loaded: &Loaded) -> anyhow::Result<Parameters> {
    let by_eu = question.method.is_eu();
    let Window { first, last } = if by_eu { eu::window().map_or_else(window, Ok)? } else { window()? };
    Ok(Parameters {
        minerals: question.minerals.iter().map(ToString::to_string).collect(),
        scenarios: loaded.scenarios.clone(),
        consumer: question.consumer.as_ref().map(|c| c.id.to_string()),
        intra: question.consumer.as_ref().is_some_and(|c| c.intra),
        stage: Some(question.stage.as_str().to_owned()),
        method: Some(question.method.name.to_owned()),
        year: question.year.map(Year::get),
        edition: by_eu.then(|| eu::EDITION.to_owned()),
        governance: (!edition.is_empty()).then(|| {
            if Also::of_method(question.method).geopolrisk {
                format!("{edition}, political stability of the trade's year or the newest before it")
            } else {
                format!("{edition}, mean of {first}-{last}")
            }
        }),
        ..Parameters::default()
    })
}

/// The tables that were read, as the output lists them, with the rows that the answers could not take.
pub(super) fn inputs(loaded: &Loaded, answers: &Answers<'_>) -> Vec<Input> {
    let mut inputs = all_inputs(loaded);
    for (table, rows) in answers.answers.iter().flat_map(|a| &a.set_aside) {
        if let Some(input) = inputs.iter_mut().find(|i| i.table == *table) {
            input.used -= rows;
            input.set_aside += rows;
        }
    }
    inputs
}

/// The tables that were read, whole.
pub(super) fn all_inputs(loaded: &Loaded) -> Vec<Input> {
    let tables = loaded.inputs.iter().map(|i| Input {
        table: i.table.name().to_owned(),
        name: i.name.clone(),
        sha256: i.sha256.clone(),
        builtin: i.builtin,
        rows: i.rows,
        used: i.used,
        set_aside: i.set_aside.values().sum(),
    });
    let scenarios = loaded.documents.iter().map(|d| Input {
        table: "scenario".to_owned(),
        name: d.name.clone(),
        sha256: d.sha256.clone(),
        builtin: d.builtin,
        rows: d.rows,
        used: d.rows,
        set_aside: 0,
    });
    tables.chain(scenarios).collect()
}
