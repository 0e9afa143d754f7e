//! Units as people write them: what to write instead.

use crate::diag::did_you_mean;
use crate::model::Unit;

/// What to write for a unit that we do not know.
pub fn advice(text: &str) -> String {
    let write = match text.to_lowercase().trim_end_matches('.') {
        "ton" | "tons" | "tonne" | "tonnes" | "metric ton" | "metric tons" | "metric tonnes" => "write `t`",
        "mt" => "write `t` for metric tons, `Mt` for millions of them",
        "thousand metric tons" | "thousand tonnes" | "1000 t" | "ktonnes" => "write `kt`",
        "million metric tons" | "million tonnes" | "mmt" => "write `Mt`",
        "kilogram" | "kilograms" | "kilos" => "write `kg`",
        "gram" | "grams" => "write `g`",
        "carat" | "carats" => "write `ct`",
        "m³" | "cubic meters" | "cubic metres" => "write `m3`",
        "lb" | "lbs" | "pound" | "pounds" => "convert it to metric tons: 1 lb is 0.00045359237 t",
        "oz" | "troy oz" | "ozt" => "convert it to metric tons: 1 troy ounce is 0.0000311034768 t",
        "short ton" | "short tons" => "convert it to metric tons: 1 short ton is 0.90718474 t",
        "long ton" | "long tons" => "convert it to metric tons: 1 long ton is 1.0160469088 t",
        other => {
            let units = Unit::ALL.map(Unit::as_str);
            return match units
                .into_iter()
                .find(|u| u.eq_ignore_ascii_case(other))
                .or(did_you_mean(other, units))
            {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write one of `g`, `kg`, `t`, `kt`, `Mt`, `ct`, `m3`".to_owned(),
            };
        }
    };
    write.to_owned()
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn a_unit_in_words_is_told_its_sign() {
        assert_eq!(advice("Metric tons"), "write `t`");
        assert_eq!(advice("KT"), "did you mean `kt`?");
        assert!(advice("mt").contains("`Mt`"));
        assert!(advice("bushel").contains("one of"));
    }
}
