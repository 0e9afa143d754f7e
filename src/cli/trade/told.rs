//! What is said beside the answer, or refused where strictness is asked for.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Severity};
use crate::load::Names;
use crate::model::CountryCode;
use crate::output::Warning;
use crate::scan::{self, Groups, Trader};

/// The most codes that a message lists.
const LISTED: usize = 10;

/// What must be known of the files beside the answer.
pub(super) fn told(groups: &Groups, names: &Names) -> Vec<Diagnostic> {
    let of_flows = repeated(groups).into_iter().chain(unknown(groups, names)).chain(shared(groups, names));
    groups.warnings.iter().cloned().chain(of_flows).collect()
}

/// The same as warnings of the answer.
pub(super) fn warnings(told: &[Diagnostic]) -> Vec<Warning> {
    let warning = |d: &Diagnostic| Warning {
        code: d.code.name(),
        mineral: None,
        stage: None,
        message: d.message.clone(),
    };
    told.iter().map(warning).collect()
}

/// The same as errors.
pub(super) fn errors(told: Vec<Diagnostic>) -> Vec<Diagnostic> {
    told.into_iter().map(|d| Diagnostic { severity: Severity::Error, ..d }).collect()
}

fn repeated(groups: &Groups) -> Option<Diagnostic> {
    Some(scan::told(groups.repeated.flows, groups.repeated.first.as_ref()?))
}

fn unknown(groups: &Groups, names: &Names) -> Option<Diagnostic> {
    let code = |trader: &Trader| match trader {
        Trader::Code(code) if trader.country(names).is_none() => Some(*code),
        _ => None,
    };
    let codes: Vec<u16> = groups.traders().iter().filter_map(code).collect();
    let message = match codes.as_slice() {
        [] => return None,
        [one] => format!("the code {one} is that of no country that we know"),
        all => format!("{} codes are those of no country that we know: {}", all.len(), list(all)),
    };
    let help = "they count as suppliers and importers like any other";
    Some(Diagnostic::warning(Code::UnknownCountry, message).help(help))
}

fn shared(groups: &Groups, names: &Names) -> Option<Diagnostic> {
    let mut codes: BTreeMap<CountryCode, Vec<u16>> = BTreeMap::new();
    for trader in groups.traders() {
        if let (Trader::Code(code), Some(country)) = (trader, trader.country(names)) {
            codes.entry(country).or_default().push(code);
        }
    }
    let several = codes.into_iter().filter(|(_, codes)| codes.len() > 1);
    let told: Vec<String> = several.map(|(country, codes)| format!("{country} ({})", list(&codes))).collect();
    let message =
        format!("a country stands under several codes, each of which counts by itself: {}", told.join(", "));
    (!told.is_empty()).then(|| Diagnostic::warning(Code::SeveralCodes, message))
}

fn list(codes: &[u16]) -> String {
    let shown: Vec<String> = codes.iter().take(LISTED).map(u16::to_string).collect();
    let more = if codes.len() > LISTED { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
