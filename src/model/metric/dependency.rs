//! Metrics of dependency: reliance on imports, and on one source of them.

use super::terms::{spelled, square};
use super::{Direction, Measure, Metric, Subject};
use crate::model::Reading;
use crate::model::dependency::{Balance, Basis, Dependency, Source};
use crate::model::derivation::{Derivation, Term, Worked};

/// In the order of the JSON.
pub(super) const METRICS: &[Metric] = &[
    Metric {
        path: "dependency.year",
        title: "Reliance of",
        meaning: "the year of the reliance",
        measure: Measure::Year,
        range: (1800.0, Some(2200.0)),
        direction: Direction::Neutral,
        formula: "the newest year; with --year, the newest not after it",
        source: "figures of the reliance's source",
        subject: Subject::Dependency(
            |d| d.reliance.as_ref()?.year.map(|year| Reading::exact(f64::from(year.get()))),
            |d| Derivation::as_published(reliance_term(d)),
        ),
    },
    Metric {
        path: "dependency.domestic",
        title: "Own share",
        meaning: "what the consumer supplies itself with, where shares in its whole supply are published",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::LowerIsWorse,
        formula: "sum of the shares of its members in the whole supply",
        source: "European Commission 2023, doi:10.2873/725585 (sourcing of the EU)",
        subject: Subject::Dependency(
            |d| match d.basis {
                Basis::Sourcing { domestic } if !d.domestic.is_empty() => {
                    Some(Reading::exact(domestic.get()))
                }
                _ => None,
            },
            domestic,
        ),
    },
    Metric {
        path: "dependency.imports_usd",
        title: "Imports, USD",
        meaning: "what the imports cost, where they come from trade",
        measure: Measure::Quantity,
        range: (0.0, None),
        direction: Direction::Neutral,
        formula: "sum of the values of the imports, of the newest year with trade",
        source: "figures of the trade's source",
        subject: Subject::Dependency(|d| d.imports_usd().map(Reading::exact), imports_usd),
    },
    Metric {
        path: "dependency.coverage",
        title: "Coverage",
        meaning: "part of the trade, by value, whose quantity a computed reliance knows",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::LowerIsWorse,
        formula: "value of imports and exports with a quantity / value of all",
        source: "figures of the trade's source",
        subject: Subject::Dependency(
            |d| Some(Reading::exact(d.reliance.as_ref()?.balance.as_ref()?.coverage)),
            coverage,
        ),
    },
    Metric {
        path: "dependency.import_reliance",
        title: "Import reliance",
        meaning: "net imports as a share of apparent consumption; a net exporter has none",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "(imports - exports +/- stock changes) / apparent consumption, as published; computed from trade: \
                  (imports - exports) / (output + imports - exports)",
        source: "USGS, Mineral Commodity Summaries, appendix on net import reliance; European Commission 2017, \
                 doi:10.2873/769526",
        subject: Subject::Dependency(|d| d.import_reliance(), reliance),
    },
    Metric {
        path: "dependency.import_hhi",
        title: "Import HHI",
        meaning: "concentration of the sources of imports",
        measure: Measure::Hhi,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "sum of share^2 over the named foreign sources, shares in imports by value; the rest r to the whole adds \
                  r^2 at the high end",
        source: "Hirschman 1964, American Economic Review 54(5), 761",
        subject: Subject::Dependency(|d| d.import_hhi(), import_hhi),
    },
    Metric {
        path: "dependency.top_source.share",
        title: "Largest source's share",
        meaning: "share of the largest foreign source in imports, or in the whole supply (`dependency.shares_of`)",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "as published, mean of the period's years; from trade: its value over that of all imports",
        source: "figures of the import sources' source",
        subject: Subject::Dependency(
            |d| d.top_source().map(|(_, s)| Reading::exact(s.get())),
            |d| Derivation::as_published(top_term(d).into_iter().collect()),
        ),
    },
    Metric {
        path: "dependency.intra_share",
        title: "Among members",
        meaning: "part of the imports of a group's members that comes from members, and is left out elsewhere",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::Neutral,
        formula: "imports from members / imports of all members, by value",
        source: "figures of the trade's source",
        subject: Subject::Dependency(|d| d.intra.map(|i| Reading::exact(i.share)), intra),
    },
    Metric {
        path: "dependency.top_source_with_intra.share",
        title: "Largest with members",
        meaning: "share of the largest source in imports, were trade between the members of a group counted",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::Neutral,
        formula: "its value over that of all imports, those from members included",
        source: "figures of the trade's source",
        subject: Subject::Dependency(
            |d| d.intra.and_then(|i| i.top).map(|(_, share)| Reading::exact(share.get())),
            intra,
        ),
    },
    Metric {
        path: "dependency.exposure",
        title: "Exposure",
        meaning: "how much of the consumer's use hangs on its largest foreign source",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "net import reliance x share of the largest foreign source in imports; where shares in the whole supply \
                  are published, the largest foreign one",
        source: "as defined here from the published figures",
        subject: Subject::Dependency(|d| d.exposure(), exposure),
    },
    Metric {
        path: "dependency.lost",
        title: "Lost",
        meaning: "how much of the consumer's use a scenario takes away, before anything takes its place",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "net import reliance x share of the source in imports x part of its deliveries that is cut; of what one \
                  cut leaves the next takes its part",
        source: "as defined here; the other figures of the consumer are of what is left",
        subject: Subject::Dependency(|d| d.lost.as_ref().map(|l| l.reading), lost),
    },
];

fn lost<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let terms = d.lost.iter().map(|loss| Term {
        label: format!("deliveries to {} that are cut", d.consumer.id),
        numbers: Vec::new(),
        status: None,
        origins: loss.origins.clone(),
    });
    let reading = d.lost.as_ref().map(|l| l.reading);
    let worked =
        Worked::default().text("reliance × share × part, before the cut").equals(reading, Measure::Share);
    Derivation { worked, terms: terms.collect(), notes: Vec::new() }
}

fn domestic<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let mut derivation = Derivation::as_published(vec![Term {
        label: format!("own supply of {}", d.consumer.id),
        numbers: Vec::new(),
        status: None,
        origins: d.domestic.clone(),
    }]);
    derivation.worked = Worked::default().text("sum of the shares of its members");
    derivation
}

fn imports_usd<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let terms: Vec<Term<'a>> = d.sources.iter().map(source_term).collect();
    Derivation {
        worked: Worked::default().text("sum of the values of the imports"),
        terms,
        notes: Vec::new(),
    }
}

fn coverage<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let worked = Worked::default().text("value of the trade with a quantity / value of all trade");
    Derivation { worked, terms: reliance_term(d), notes: Vec::new() }
}

fn intra<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let terms = d.sources.iter().map(source_term).collect();
    let notes = vec!["beside these, what the members buy from each other".to_owned()];
    Derivation { worked: Worked::default().text("with the trade between the members"), terms, notes }
}

fn reliance_term<'a>(d: &Dependency<'a>) -> Vec<Term<'a>> {
    let Some(reliance) = &d.reliance else { return Vec::new() };
    if let Some(balance) = &reliance.balance {
        return balance_terms(balance, &d.consumer.id);
    }
    let named = |end: Option<f64>, name| end.map(|number| (name, number, Measure::Share));
    let reading = reliance.reading;
    let numbers = [
        named(reading.value(), "reliance"),
        named(reading.low(), "more_than"),
        named(reading.high(), "less_than"),
    ];
    vec![Term {
        label: format!("net import reliance of {}", d.consumer.id),
        numbers: numbers.into_iter().flatten().collect(),
        status: reliance.status,
        origins: reliance.origins.clone(),
    }]
}

/// Imports, exports and output that a reliance is computed from.
fn balance_terms<'a>(balance: &Balance<'a>, who: &str) -> Vec<Term<'a>> {
    let [imports, exports, output] = balance.origins.clone();
    let term = |what: &str, numbers, origins| Term {
        label: format!("{what} of {who}, {}", balance.unit),
        numbers,
        status: None,
        origins,
    };
    let one = |number| vec![("quantity", number, Measure::Quantity)];
    let (low, high) = balance.output;
    let made = match high {
        high if high.is_infinite() => vec![("at_least", low, Measure::Quantity)],
        high if high > low => {
            vec![("at_least", low, Measure::Quantity), ("at_most", high, Measure::Quantity)]
        }
        _ => one(low),
    };
    vec![
        term("imports", one(balance.imports), imports),
        term("exports", one(balance.exports), exports),
        term("output", made, output),
    ]
}

fn source_term<'a>(source: &Source<'a>) -> Term<'a> {
    let share = source.share.get();
    let mut numbers = vec![("share", share, Measure::Share), ("square", share * share, Measure::Hhi)];
    numbers.extend(source.value_usd.map(|value| ("value_usd", value, Measure::Quantity)));
    Term { label: source.party.to_string(), numbers, status: None, origins: source.origins.clone() }
}

fn top_term<'a>(d: &Dependency<'a>) -> Option<Term<'a>> {
    let (_, source) = d.named().next()?;
    let mut term = source_term(source);
    term.numbers.truncate(1);
    Some(term)
}

fn reliance<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let mut derivation = Derivation::as_published(reliance_term(d));
    if let Some(balance) = d.reliance.as_ref().and_then(|r| r.balance.as_ref()) {
        derivation.worked = worked(balance).equals(d.import_reliance(), Measure::Share);
        derivation.notes.push("stock changes are not known, and not counted".to_owned());
        if balance.coverage < 1.0 {
            derivation.notes.push(format!(
                "the quantity is known for {:.1} % of the trade by value; the rest is not counted",
                balance.coverage * 100.0
            ));
        }
    }
    let of_trade = d.reliance.as_ref().is_some_and(|r| r.status.is_none() && r.balance.is_none());
    if of_trade && d.is_net_exporter() {
        derivation.worked = Worked::default().text("exports against imports under each code");
    }
    match d.import_reliance() {
        _ if d.is_net_exporter() => derivation.notes.push(
            "net exporter: exports exceed imports, so there is no reliance to put a number on".to_owned(),
        ),
        Some(reading) if reading.value().is_none() => {
            let computed = d.reliance.as_ref().is_some_and(|r| r.balance.is_some());
            let why = if computed {
                "own output is only known within bounds"
            } else {
                "the publisher gives only a bound"
            };
            derivation.notes.push(why.to_owned());
        }
        Some(_) => {}
        None => {
            let note = d.reliance.as_ref().map_or("", |r| r.note);
            let why = match d.no_reliance {
                Some(reason) => reason,
                None if note.is_empty() => "the publisher gives no figure",
                None => note,
            };
            derivation.notes.push(format!("no number: {why}"));
            derivation.worked = Worked::default();
        }
    }
    derivation
}

/// `(imports − exports) / (output + imports − exports)` with its numbers.
fn worked(balance: &Balance<'_>) -> Worked {
    let net = || {
        Worked::default()
            .number(balance.imports, Measure::Quantity)
            .text(" − ")
            .number(balance.exports, Measure::Quantity)
    };
    let (low, _) = balance.output;
    Worked::default()
        .text("(")
        .then(net())
        .text(") / (")
        .number(low, Measure::Quantity)
        .text(" + ")
        .then(net())
        .text(")")
}

fn import_hhi<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let named: Vec<_> = d.named().collect();
    let sum = spelled(named.iter().map(|(_, source)| square(source.share.get() / d.foreign())));
    let mut notes = Vec::new();
    if d.unnamed() > 0.0 {
        notes.push(
            "the sources of the rest of imports are not named: dust at the low end, one source at the high end"
                .to_owned(),
        );
    }
    if let Basis::Sourcing { domestic } = d.basis {
        notes.push(format!(
            "shares in the whole supply, {:.1} % of it of its own, divided by what comes from abroad",
            domestic.get() * 100.0
        ));
    }
    let terms = d.sources.iter().map(source_term).collect();
    Derivation { worked: sum.equals(d.import_hhi(), Measure::Hhi), terms, notes }
}

fn exposure<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let Some((_, share)) = d.top_source() else {
        let mut notes = reliance(d).notes;
        notes.push("no source of imports is named".to_owned());
        return Derivation { worked: Worked::default(), terms: reliance_term(d), notes };
    };
    if let Basis::Sourcing { .. } = d.basis {
        let worked = Worked::default().text("share in the whole supply").equals(d.exposure(), Measure::Share);
        let notes = vec!["its own output is part of the supply: no reliance is needed".to_owned()];
        return Derivation { worked, terms: top_term(d).into_iter().collect(), notes };
    }
    let mut terms = reliance_term(d);
    terms.extend(top_term(d));
    let mut notes = reliance(d).notes;
    let factor = match d.import_reliance() {
        _ if d.is_net_exporter() => return Derivation { worked: Worked::default(), terms, notes },
        Some(reliance) => match reliance.value() {
            Some(r) => Worked::default().number(r, Measure::Share),
            None => between(reliance.low().unwrap_or(0.0), reliance.high().unwrap_or(1.0)),
        },
        None => between(0.0, 1.0),
    };
    let product = factor.text(" × ").number(share.get(), Measure::Share);
    if d.unnamed() > share.get() && d.exposure().and_then(Reading::high).is_some() {
        notes.push(
            "more of the imports is unnamed than the largest named source: it may hide a larger one"
                .to_owned(),
        );
    }
    Derivation { worked: product.equals(d.exposure(), Measure::Share), terms, notes }
}

fn between(low: f64, high: f64) -> Worked {
    Worked::default()
        .text("(")
        .number(low, Measure::Share)
        .text(" to ")
        .number(high, Measure::Share)
        .text(")")
}
