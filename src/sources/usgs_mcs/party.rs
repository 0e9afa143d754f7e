//! Country cells of the publisher: a country, the unnamed rest, or the total; and the form in brackets.

use crate::model::{CountryCode, Party};

/// What a country cell names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub party: Party,
    /// The form that stands in brackets behind the name, or who is named together: for the note.
    pub form: String,
}

/// Reads a country cell; `country` looks a name up in the reference tables.
///
/// Several countries in one cell cannot be told apart: they are `other`, and the note names them.
pub fn read(cell: &str, country: &dyn Fn(&str) -> Option<CountryCode>) -> Option<Named> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = |party, form: &str| Some(Named { party, form: form.to_owned() });
    match text.as_str() {
        "China, Germany, and Russia" => return named(Party::Other, "China, Germany and Russia together"),
        "United States and Canada" => {
            return named(Party::Other, "listed for the United States and Canada together");
        }
        _ => {}
    }
    if text.starts_with("World total") {
        return named(Party::World, "");
    }
    if let Some(code) = country(&text) {
        return named(Party::Country(code), ""); // first: `Congo (Kinshasa)` has no form
    }
    let (name, form) = match text.split_once(" (") {
        None => (text.as_str(), ""),
        Some((name, rest)) => (name, rest.strip_suffix(')')?),
    };
    if name.eq_ignore_ascii_case("other countries") {
        return named(Party::Other, if form == "rounded" { "" } else { form });
    }
    country(name).and_then(|code| named(Party::Country(code), form))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::CountryCode;

    fn shown(cell: &str) -> Option<(String, String)> {
        let country = |name: &str| {
            let code = match name {
                "Congo (Kinshasa)" => "COD",
                "Brazil" => "BRA",
                "Canada" => "CAN",
                _ => return None,
            };
            CountryCode::new(code).ok()
        };
        read(cell, &country).map(|named| (named.party.to_string(), named.form))
    }

    fn is(cell: &str, party: &str, form: &str) {
        assert_eq!(shown(cell), Some((party.to_owned(), form.to_owned())), "{cell}");
    }

    #[test]
    fn a_country_may_carry_blanks_and_a_form() {
        is("Canada ", "CAN", "");
        is("Congo (Kinshasa)", "COD", "");
        is("Brazil (beneficiated, marketable)", "BRA", "beneficiated, marketable");
    }

    #[test]
    fn totals_are_told_by_their_first_words() {
        for cell in ["World total", "World total (rounded) 10", "World total (ilmenite, rounded)"] {
            is(cell, "world", "");
        }
    }

    #[test]
    fn the_rest_is_other() {
        is("Other countries", "other", "");
        is("Other Countries", "other", "");
        is("Other countries (rounded)", "other", "");
        is("Other countries (includes crude)", "other", "includes crude");
    }

    #[test]
    fn countries_named_together_cannot_be_told_apart() {
        is("China, Germany, and Russia", "other", "China, Germany and Russia together");
        is("United\u{a0}States and Canada", "other", "listed for the United States and Canada together");
    }

    #[test]
    fn an_unknown_name_is_not_guessed() {
        assert_eq!(shown("Atlantis"), None);
        assert_eq!(shown("Brazil, Chile"), None);
        assert_eq!(shown("Brazil (open"), None);
    }
}
