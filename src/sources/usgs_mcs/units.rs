//! The publisher's units, and ours: the same magnitude where we have it, exact powers of ten where not.

/// Our unit for a publisher's, and the power of ten by which its figures are multiplied.
pub fn of(publishers: &str) -> Option<(&'static str, i32)> {
    let folded = publishers.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    Some(match folded.as_str() {
        "metric tons" | "tons" => ("t", 0),
        "thousand metric tons" | "thousand metric dry tons" => ("kt", 0),
        "million metric tons" => ("Mt", 0),
        "kilograms" => ("kg", 0),
        "million carats" => ("ct", 6),
        "thousand carats" | "thousands of carats" => ("ct", 3),
        "million cubic meters" => ("m3", 6),
        "million liters" => ("m3", 3),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn tons_keep_their_magnitude() {
        assert_eq!(of("thousand metric dry tons"), Some(("kt", 0)));
        assert_eq!(of("million metric tons"), Some(("Mt", 0)));
    }

    #[test]
    fn carats_and_gas_have_no_thousands_of_their_own() {
        assert_eq!(of(" thousands of carats"), Some(("ct", 3)));
        assert_eq!(of("million liters"), Some(("m3", 3)));
    }

    #[test]
    fn an_unknown_unit_is_not_guessed() {
        assert_eq!(of(""), None);
        assert_eq!(of("million dollars"), None);
    }
}
