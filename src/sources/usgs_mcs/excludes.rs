//! Who is left out of a published world total, by the total's own note or by comparison with its rows.

use std::collections::BTreeMap;

use super::tidy::{Fact, Subject, Tables};
use crate::model::{CountryCode, Party, Status};
use crate::sources::decimal::Decimal;

/// Whom a total's note says it leaves out.
///
/// # Errors
/// If the note leaves something American out in words that are not known.
pub fn stated(notes: &str) -> Result<Vec<CountryCode>, &'static str> {
    let folded = notes.to_lowercase();
    let says = |words: &str| folded.contains(words);
    if says("excludes u.s. production") || says("does not include production in the united states") {
        return Ok(usa().into_iter().collect());
    }
    // One clay of several: the country's own row leaves it out as well, so nobody is missing.
    let rest = folded.replace("does not include u.s. production of attapulgite", "");
    let leaves_out = rest.contains("exclude") || rest.contains("not include");
    if leaves_out && (rest.contains("u.s.") || rest.contains("united states")) {
        return Err("a note that leaves something of the United States out in words that are not known");
    }
    Ok(Vec::new())
}

/// Where a note is silent, a withheld supplier is outside the total if the named rows fill it.
///
/// A total of 5,190 whose named rows add up to 5,190 has no room for a withheld one. If the rows fall
/// short by more than the total was rounded, the withheld one is inside, and the note stays silent.
pub fn compare(tables: &mut Tables) {
    let Some(rows) = tables.0.get_mut("production") else { return };
    let mut mixes: BTreeMap<Subject, Mix> = BTreeMap::new();
    for (subject, fact) in rows.iter() {
        let total = Subject { party: Party::World, ..subject.clone() };
        let mix = mixes.entry(total).or_default();
        match (subject.party, fact.value.status) {
            (Party::World, _) => {}
            (Party::Country(code), Some(Status::Withheld)) => mix.withheld.push(code),
            _ => mix.named += fact.value.number.map_or(0.0, Decimal::approximate),
        }
    }
    for (total, mix) in mixes {
        if let Some(fact) = rows.get_mut(&total) {
            decide(fact, &mix);
        }
    }
}

fn usa() -> Option<CountryCode> {
    CountryCode::new("USA").ok()
}

#[derive(Debug, Default)]
struct Mix {
    named: f64,
    withheld: Vec<CountryCode>,
}

fn decide(total: &mut Fact, mix: &Mix) {
    let Some(published) = total.value.number else { return };
    let unknown = total.excludes.is_empty() && !mix.withheld.is_empty();
    if unknown && mix.named + published.half_of_last_digit() >= published.approximate() {
        total.excludes.clone_from(&mix.withheld);
        total.note = super::note(&[&total.note, "the named rows fill the total"]);
    }
}

#[cfg(test)]
mod tests {
    use super::stated;

    fn left_out(notes: &str) -> Vec<String> {
        stated(notes).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_three_wordings_of_the_publisher_are_read() {
        assert_eq!(left_out("Estimated. -- Excludes U.S. production."), ["USA"]);
        assert_eq!(left_out("excludes U.S. production"), ["USA"]);
        assert_eq!(left_out("x. Does not include production in the United States."), ["USA"]);
        assert!(left_out("Estimated.").is_empty());
    }

    #[test]
    fn a_clay_that_no_row_counts_leaves_nobody_out() {
        assert!(left_out("Does not include U.S. production of attapulgite.").is_empty());
    }

    #[test]
    fn other_words_about_the_united_states_are_not_guessed() {
        assert!(stated("Does not include United States secondary production.").is_err());
        assert!(stated("Excludes most U.S. producers.").is_err());
        assert!(stated("Countries that did not recover refined metal are excluded.").is_ok());
    }
}
