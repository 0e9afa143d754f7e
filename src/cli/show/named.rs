//! What the names after `show` mean: minerals, or countries and groups.

use crate::cli::ask::mineral;
use crate::cli::consumer::consumer;
use crate::cli::exit::Refused;
use crate::diag::{Code, Diagnostic, quote};
use crate::load::{Loaded, Names};
use crate::model::Consumer;

/// What is asked about.
#[derive(Debug)]
pub(super) enum Named {
    /// Minerals, as `mineral:` or nothing stood before them.
    Minerals(Vec<String>),
    /// Countries and groups.
    Places(Vec<Consumer>),
}

/// A name without the word that says of what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mineral,
    Country,
    Group,
}

const KINDS: [(&str, Kind); 3] =
    [("mineral:", Kind::Mineral), ("country:", Kind::Country), ("group:", Kind::Group)];

/// Finds out what the names mean.
///
/// # Errors
/// Names that nothing has, that several things have, and minerals beside countries.
pub(super) fn named(words: &[String], loaded: &Loaded) -> anyhow::Result<Named> {
    let names = &loaded.names;
    let mut wrong = Vec::new();
    let (mut minerals, mut places) = (Vec::new(), Vec::new());
    for word in words {
        let Some((kind, name)) = one(word, names, &mut wrong) else { continue };
        match kind {
            Kind::Mineral => minerals.push(name.to_owned()),
            Kind::Country | Kind::Group => places.extend(consumer(name, false, loaded, &mut wrong)),
        }
    }
    if let (Some(mineral), Some(place)) = (minerals.first(), places.first()) {
        let message =
            format!("`{}` is a mineral and `{}` is none: the two are shown apart", quote(mineral), place.id);
        wrong.push(Diagnostic::error(Code::NoData, message).help(format!(
            "`minerals show {}`, then `minerals show {}`",
            quote(mineral),
            place.id
        )));
    }
    if !wrong.is_empty() {
        return Err(Refused(wrong).into());
    }
    Ok(if places.is_empty() { Named::Minerals(minerals) } else { Named::Places(places) })
}

/// Of what a word is the name, and the name.
fn one<'w>(word: &'w str, names: &Names, wrong: &mut Vec<Diagnostic>) -> Option<(Kind, &'w str)> {
    let told = KINDS.iter().find_map(|(prefix, kind)| Some((*kind, word.strip_prefix(prefix)?)));
    let has = |kind: Kind, name: &str| match kind {
        Kind::Mineral => names.mineral(name).is_some(),
        Kind::Country => names.country(name).is_some(),
        Kind::Group => names.find_group(name).is_some(),
    };
    if let Some((kind, name)) = told {
        if kind == Kind::Mineral {
            mineral(name, names, wrong)?;
        } else if !has(kind, name) {
            let (what, other) = if kind == Kind::Group { ("group", "country") } else { ("country", "group") };
            wrong.push(
                Diagnostic::error(Code::UnknownCountry, format!("unknown {what} `{}`", quote(name))).help(
                    format!(
                        "the {other} of a name is written `{other}:NAME`; `minerals show NAME` takes either"
                    ),
                ),
            );
            return None;
        }
        return Some((kind, name));
    }
    let kinds: Vec<&(&str, Kind)> = KINDS.iter().filter(|(_, kind)| has(*kind, word)).collect();
    match kinds.as_slice() {
        [(_, only)] => Some((*only, word)),
        [] => {
            wrong.push(unknown(word, names));
            None
        }
        [..] => {
            let all: Vec<String> =
                kinds.iter().map(|(prefix, _)| format!("`{prefix}{}`", quote(word))).collect();
            let message = format!("`{}` has {} meanings", quote(word), all.len());
            wrong.push(
                Diagnostic::error(Code::AmbiguousName, message).help(format!("write {}", all.join(" or "))),
            );
            None
        }
    }
}

/// A name that nothing has, with the nearest that something has.
fn unknown(word: &str, names: &Names) -> Diagnostic {
    let (mineral, country) = (names.mineral_advice(word), names.country_advice(word));
    let help = match (mineral, country) {
        (Some(mineral), Some(country)) => format!("{mineral} or a country: {country}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => {
            "`minerals score` lists the minerals that have output; a country is an ISO 3166 code, a name or \
                         a known alias, a group an id as `EU27`"
                .to_owned()
        }
    };
    let message = format!("`{}` is the name of no mineral, country or group", quote(word));
    Diagnostic::error(Code::UnknownName, message).help(help)
}
