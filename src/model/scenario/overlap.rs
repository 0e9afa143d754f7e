//! Shocks of one scenario that change the same supply.

use std::collections::BTreeMap;

use super::{Kind, Scenario, Shock};
use crate::diag::{Code, Diagnostic};
use crate::model::{CountryCode, MineralId, Stage};

/// Two shocks of one kind on the same supplier, mineral and stage contradict each other: an error. An outage
/// beside a restriction of the same supplier counts one loss twice: a warning.
pub(super) fn overlaps(scenario: &Scenario) -> Vec<Diagnostic> {
    type Key<'s> = (&'s MineralId, Option<Stage>, CountryCode);
    let mut found = parameters_twice(scenario);
    let mut seen: BTreeMap<Key<'_>, Vec<&Shock>> = BTreeMap::new();
    for shock in scenario.shocks.iter().filter(|shock| shock.applies(scenario.year)) {
        let mut told = false;
        for mineral in &shock.minerals {
            for country in countries(&shock.kind) {
                let before = seen.entry((mineral, shock.stage, country)).or_default();
                let kind = |s: &Shock| std::mem::discriminant(&s.kind);
                // what a restriction has stopped, an outage after it would take once more
                let twice = |first: &Shock| {
                    matches!(first.kind, Kind::ExportRestriction { .. })
                        && matches!(shock.kind, Kind::Outage { .. })
                };
                let loss = |s: &Shock| !matches!(s.kind, Kind::NewCapacity { .. });
                let clashes = |first: &&&Shock| kind(first) == kind(shock) || (loss(first) && loss(shock));
                if let Some(first) = before.iter().find(clashes).filter(|_| !told) {
                    found.push(clash(
                        first,
                        shock,
                        (mineral, country),
                        (kind(first) == kind(shock), twice(first)),
                    ));
                    told = true;
                }
                before.push(shock);
            }
        }
    }
    found
}

/// A parameter of one mineral can have one value.
fn parameters_twice(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let applying: Vec<&Shock> = scenario.shocks.iter().filter(|shock| shock.applies(scenario.year)).collect();
    for (i, second) in applying.iter().enumerate() {
        let Kind::Parameter { name, countries, .. } = &second.kind else { continue };
        let same = |first: &&&Shock| match &first.kind {
            Kind::Parameter { name: other, countries: others, .. } => {
                name == other
                    && countries == others
                    && (first.stage.is_none() || second.stage.is_none() || first.stage == second.stage)
                    && first.minerals.iter().any(|mineral| second.minerals.contains(mineral))
            }
            _ => false,
        };
        if let Some(first) = applying.iter().take(i).find(same) {
            let message = format!("two shocks set the parameter `{name}` of the same mineral");
            let error = Diagnostic::error(Code::OverlappingShocks, message);
            found.push(
                error
                    .at(second.place.clone(), "again here")
                    .related(first.place.clone(), "first here")
                    .help("one value is enough"),
            );
        }
    }
    found
}

fn clash(
    first: &Shock,
    second: &Shock,
    (mineral, country): (&MineralId, CountryCode),
    (same, twice): (bool, bool),
) -> Diagnostic {
    let message = if same {
        format!(
            "two shocks of the kind `{}` change what `{country}` supplies of `{mineral}`",
            second.kind.as_str()
        )
    } else {
        format!(
            "`{}` and `{}` both take from what `{country}` supplies of `{mineral}`",
            first.kind.as_str(),
            second.kind.as_str()
        )
    };
    let (diagnostic, help) = if same {
        (Diagnostic::error(Code::OverlappingShocks, message), "say it in one shock")
    } else if twice {
        let help = "put the outage first: the restriction then stops a part of what it leaves";
        (Diagnostic::error(Code::OverlappingShocks, message), help)
    } else {
        (Diagnostic::warning(Code::OverlappingShocks, message), "the second takes from what the first leaves")
    };
    diagnostic.at(second.place.clone(), "again here").related(first.place.clone(), "first here").help(help)
}

/// Whose supply a shock changes.
fn countries(kind: &Kind) -> Vec<CountryCode> {
    match kind {
        Kind::Outage { countries, .. } | Kind::ExportRestriction { countries, .. } => countries.clone(),
        Kind::NewCapacity { country, .. } => vec![*country],
        Kind::Reallocation { from, client: None, .. } => vec![*from],
        Kind::Reallocation { .. }
        | Kind::DemandGrowth { .. }
        | Kind::StockRelease { .. }
        | Kind::Parameter { .. } => Vec::new(),
    }
}
