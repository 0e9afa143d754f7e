//! What people write where a plain number is wanted, and what they should write.

use super::{NotANumber, is_plain};

/// A longer text is no number, whatever its marks.
const LONGEST: usize = 100;

/// The advice of the first rule that knows the text.
pub fn advise(text: &str) -> NotANumber {
    let other = || {
        fault(
            "is not a plain decimal number",
            "not a number",
            "write digits with a decimal point, as `1234.5`",
        )
    };
    if text.len() > LONGEST {
        return other();
    }
    const RULES: [fn(&str) -> Option<NotANumber>; 12] = [
        word,
        bound,
        range,
        percent,
        estimate,
        both_marks,
        thousands,
        decimal_comma,
        negative,
        bare_point,
        unit,
        script,
    ];
    RULES.iter().find_map(|rule| rule(text)).unwrap_or_else(other)
}

fn fault(what: &str, label: &'static str, help: impl Into<String>) -> NotANumber {
    NotANumber { what: what.to_owned(), label, help: help.into() }
}

/// Words and dashes that stand for a number which is not there.
fn word(text: &str) -> Option<NotANumber> {
    let withheld = "leave the number empty and write `withheld` in `status`";
    let unknown = "leave the number empty and write `not-available` in `status`";
    Some(match text.to_lowercase().as_str() {
        "" => fault("is empty", "empty", unknown),
        "w" | "withheld" | "c" | "confidential" => {
            fault("says that the figure is withheld", "withheld", withheld)
        }
        "na" | "n/a" | "n.a." | "n.a" | "null" | "none" | "nd" | "xx" | ".." | "..." | "?" | "…"
        | "unknown" => fault("says that the figure is not available", "not available", unknown),
        "-" | "--" | "—" | "–" | "−" => fault(
            "may mean zero or unknown",
            "zero, or unknown?",
            "write `0` with the status `nil` if nothing was produced, else leave it empty with the status `not-available`",
        ),
        "nil" | "zero" => fault("is a word", "zero in words", "write `0` with the status `nil`"),
        "nan" | "inf" | "+inf" | "-inf" | "infinity" | "-infinity" | "+infinity" => fault(
            "is not a number that can be computed with",
            "not finite",
            format!("find out what made it; if the figure is unknown, {unknown}"),
        ),
        "large" | "small" | "s" => fault("is a word", "not a number", unknown),
        _ => return None,
    })
}

/// `>50`, `<1,000`, `≥ 3`.
fn bound(text: &str) -> Option<NotANumber> {
    let mark = text.chars().next()?;
    let column = match mark {
        '>' | '≥' => "low",
        '<' | '≤' => "high",
        _ => return None,
    };
    let number = plain_of(text.trim_start_matches([mark, '=']))?;
    let help = format!("leave it empty, write `bound` in `status` and `{number}` in `{column}`");
    Some(fault("is a bound, not a number", "a bound", help))
}

/// `330 - 390`, `330–390`.
fn range(text: &str) -> Option<NotANumber> {
    let (low, high) = text.split_once(['-', '–', '—', '~'])?;
    let (low, high) = (plain_of(low)?, plain_of(high)?);
    let help = format!("leave it empty, write `bound` in `status`, `{low}` in `low` and `{high}` in `high`");
    Some(fault("is a range, not a number", "a range", help))
}

fn percent(text: &str) -> Option<NotANumber> {
    let number = plain_of(text.strip_suffix(['%', '％'])?)?;
    let help = format!("write `{number}` in a column of percent; a share is a hundredth of it, from 0 to 1");
    Some(fault("has a percent sign", "percent sign", help))
}

/// `~5`, `c. 5`, `5e`, `5*`, `5(e)`, `5 1/`.
fn estimate(text: &str) -> Option<NotANumber> {
    const BEFORE: [&str; 6] = ["~", "≈", "ca.", "c.", "est.", "e "];
    const AFTER: [&str; 8] = ["(e)", " e", "e", "*", "(r)", "r", "p", "†"];
    let lower = text.to_lowercase();
    if let Some(number) =
        AFTER.iter().find_map(|mark| plain_of(lower.strip_suffix("1/")?.trim_end_matches(mark)))
    {
        return Some(fault(
            "carries a footnote",
            "footnote",
            format!("write `{number}`; say the rest in `note`"),
        ));
    }
    let bare = BEFORE.iter().find_map(|mark| lower.strip_prefix(mark));
    let bare = bare.or_else(|| AFTER.iter().find_map(|mark| lower.strip_suffix(mark)))?;
    let number = plain_of(bare)?;
    let help = format!("write `{number}`, and if it is an estimate `estimated` in `status`");
    Some(fault("carries a mark", "mark of an estimate or footnote", help))
}

/// `1,234.5` and `1.234,5`: which mark is which is plain, as both stand there.
fn both_marks(text: &str) -> Option<NotANumber> {
    let (comma, point) = (text.rfind(',')?, text.rfind('.')?);
    let (mark, decimal, what) = if comma > point {
        ('.', ',', "has a decimal comma and thousands marks")
    } else {
        (',', '.', "has thousands marks")
    };
    let number = text.replace(mark, "").replace(decimal, ".");
    is_plain(&number).then(|| fault(what, "thousands marks", format!("write `{number}`")))
}

/// `1,234,567`, `1 234`, `1'234`, `1.234.567`.
fn thousands(text: &str) -> Option<NotANumber> {
    let mark = text.chars().find(|c| is_thousands_mark(*c))?;
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) if mark != '.' => (whole, Some(decimals)),
        _ => (text, None),
    };
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    let three = |g: &str| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit());
    let rest: Vec<_> = groups.collect();
    if rest.is_empty() || mark == '.' && rest.len() < 2 || !rest.iter().all(|g| three(g)) {
        return None;
    }
    let number =
        [first, &rest.concat(), if decimals.is_some() { "." } else { "" }, decimals.unwrap_or("")].concat();
    if !is_plain(&number) {
        return None;
    }
    if mark == ',' && rest.len() == 1 && decimals.is_none() {
        let decimal = text.replace(',', ".");
        let help = format!("write `{number}`, or `{decimal}` if the comma is a decimal mark");
        return Some(fault("has a thousands mark", "thousands mark", help));
    }
    Some(fault("has thousands marks", "thousands marks", format!("write `{number}`")))
}

fn is_thousands_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '\'' | '’' | '_' | '.')
}

fn decimal_comma(text: &str) -> Option<NotANumber> {
    let number = text.replace(',', ".");
    let comma = text.contains(',') && is_plain(&number);
    comma.then(|| fault("has a decimal comma", "decimal comma", format!("write `{number}`")))
}

/// `(5)` as accountants write it, and other signs of minus.
fn negative(text: &str) -> Option<NotANumber> {
    let inner =
        text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).or_else(|| text.strip_prefix(['−', '–']))?;
    let number = plain_of(inner)?;
    Some(fault(
        "is a negative number in another notation",
        "negative",
        format!("write `-{number}` if it is meant"),
    ))
}

fn bare_point(text: &str) -> Option<NotANumber> {
    let number = match (text.strip_prefix('.'), text.strip_suffix('.')) {
        (Some(decimals), _) => format!("0.{decimals}"),
        (_, Some(whole)) => whole.to_owned(),
        _ => return None,
    };
    is_plain(&number)
        .then(|| fault("lacks digits beside its point", "bare point", format!("write `{number}`")))
}

/// `5 t`, `3.2Mt`, `$5`, `USD 5`.
fn unit(text: &str) -> Option<NotANumber> {
    let digit = |c: char| c.is_ascii_digit();
    let (first, last) = (text.find(digit)?, text.rfind(digit)?);
    let before = text.get(..first)?.trim_end_matches(['-', '+']);
    let after = text.get(last + 1..)?;
    let number = plain_of(text.get(first..=last)?)?;
    // what changes the number is no unit of it: `more than 50`, `1.5 million`, `2k`
    const CHANGES: [&str; 7] = ["than", "million", "billion", "thousand", "k", "a", "m"];
    let around = format!("{before} {after}").to_lowercase();
    if around.split_whitespace().any(|word| CHANGES.contains(&word)) {
        return None;
    }
    let word = |t: &str| t.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || "$€£/³.".contains(c));
    let outside = before.len() + after.len() > 0 && word(before) && word(after);
    outside.then(|| {
        fault(
            "has a unit inside",
            "unit inside",
            format!("write `{number}`, and the unit in the column `unit`"),
        )
    })
}

fn script(text: &str) -> Option<NotANumber> {
    let other = text.chars().any(|c| c.is_numeric() && !c.is_ascii_digit());
    other.then(|| {
        fault("has digits of another script", "not the digits 0 to 9", "write it with the digits 0 to 9")
    })
}

/// The plain number that a text with blanks and thousands commas means.
fn plain_of(text: &str) -> Option<String> {
    let text = text.trim();
    let number = text.replace(',', "");
    let grouped = text.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|g| g.len() == 3));
    (grouped && is_plain(&number)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, advise};

    #[test]
    fn each_habit_is_known_and_told_what_to_write() {
        for (text, what, help) in [
            ("1,234", "thousands mark", "`1234`, or `1.234`"),
            ("1,234,567.5", "thousands marks", "`1234567.5`"),
            ("1 234", "thousands marks", "`1234`"),
            ("1\u{202f}234", "thousands marks", "`1234`"),
            ("1'234", "thousands marks", "`1234`"),
            ("1_000_000", "thousands marks", "`1000000`"),
            ("1.234.567", "thousands marks", "`1234567`"),
            ("1.234,5", "decimal comma and thousands", "`1234.5`"),
            ("1234,5", "decimal comma", "`1234.5`"),
            ("12%", "percent sign", "`12`"),
            ("5 t", "unit inside", "`5`"),
            ("3.2Mt", "unit inside", "`3.2`"),
            ("$5", "unit inside", "`5`"),
            ("W", "withheld", "`withheld` in `status`"),
            ("NA", "not available", "`not-available` in `status`"),
            ("-", "zero or unknown", "`nil`"),
            ("—", "zero or unknown", "`not-available`"),
            (">50", "bound", "`50` in `low`"),
            ("<1,000", "bound", "`1000` in `high`"),
            ("330 - 390", "range", "`330` in `low` and `390` in `high`"),
            ("330–390", "range", "`390` in `high`"),
            ("~5", "mark", "`estimated` in `status`"),
            ("1,200e", "mark", "`1200`"),
            ("5*", "mark", "`5`"),
            ("(5)", "negative", "`-5`"),
            (".5", "point", "`0.5`"),
            ("5.", "point", "`5`"),
            ("١٢", "another script", "0 to 9"),
            ("NaN", "computed with", "`not-available`"),
            ("0x10", "not a plain decimal", "1234.5"),
            ("five", "not a plain decimal", "1234.5"),
            ("", "is empty", "`not-available`"),
            ("nil", "is a word", "write `0` with the status `nil`"),
            ("Large", "is a word", "`not-available`"),
            ("5 1/", "footnote", "`5`"),
            ("1 234.5", "thousands marks", "`1234.5`"),
            ("1.234.567.890", "thousands marks", "`1234567890`"),
            ("a,b", "not a plain decimal", "1234.5"),
            ("less than 5", "not a plain decimal", "1234.5"),
            ("1.5 million", "not a plain decimal", "1234.5"),
            ("2k", "not a plain decimal", "1234.5"),
            ("3a", "not a plain decimal", "1234.5"),
            ("#5", "not a plain decimal", "1234.5"),
            ("5#", "not a plain decimal", "1234.5"),
            ("12,34,56", "not a plain decimal", "1234.5"),
        ] {
            let advice = advise(text);
            assert!(advice.what.contains(what), "`{text}` {advice:?}");
            assert!(advice.help.contains(help), "`{text}` {advice:?}");
        }
    }

    #[test]
    fn a_very_long_text_is_no_number_whatever_its_marks() {
        let percent = |length: usize| advise(&("1".repeat(length - 1) + "%")).what;
        assert_eq!(percent(LONGEST), "has a percent sign");
        assert_eq!(percent(LONGEST + 1), "is not a plain decimal number");
    }
}
