//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `word`, if it is near enough to be a slip of the keyboard. A code of three
/// letters is no suggestion for a longer word.
///
/// ```
/// use minerals::diag::did_you_mean;
/// assert_eq!(did_you_mean("Chlie", ["China", "Chile"]), Some("Chile"));
/// assert_eq!(did_you_mean("Jpan", ["JPN", "Japan"]), Some("Japan"));
/// assert_eq!(did_you_mean("Kazakh", ["Kazakhstan", "Japan"]), Some("Kazakhstan"));
/// assert_eq!(did_you_mean("England", ["Finland", "Greenland"]), None);
/// assert_eq!(did_you_mean("xyzzy", ["China", "Chile"]), None);
/// ```
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let wanted = word.to_lowercase();
    let long = |text: &str| text.chars().count() > 3;
    candidates
        .into_iter()
        .filter(|c| long(c) || !long(word))
        .filter_map(|c| Some((score(&wanted, &c.to_lowercase())?, c)))
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}

/// A longer word is no slip of a name, and comparing it would take its time.
const LONGEST: usize = 100;

/// How like a candidate is, if a few keys, or a word cut short, make the difference: words that only
/// share letters are no slips of one another.
fn score(wanted: &str, candidate: &str) -> Option<f64> {
    let cut_short = candidate.starts_with(wanted) || wanted.starts_with(candidate);
    let slips = strsim::osa_distance(wanted, candidate) <= (wanted.chars().count() / 3).max(1);
    let score = strsim::jaro_winkler(wanted, candidate);
    (score > 0.83 && (slips || cut_short)).then_some(score)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, did_you_mean};

    #[test]
    fn a_few_keys_make_a_slip_and_more_do_not() {
        assert_eq!(did_you_mean("Polnda", ["Poland"]), Some("Poland"), "two keys in six");
        assert_eq!(did_you_mean("Mali", ["Malawi"]), None, "two keys in four");
        assert_eq!(did_you_mean("Congo", ["Congo (Kinshasa)"]), Some("Congo (Kinshasa)"), "cut short");
        assert_eq!(did_you_mean("Chile Republic", ["Chile"]), Some("Chile"), "said at length");
    }

    #[test]
    fn a_code_is_suggested_for_a_code_and_not_for_a_word() {
        assert_eq!(did_you_mean("chn", ["CHN"]), Some("CHN"));
        assert_eq!(did_you_mean("Jpan", ["JPN"]), None);
    }

    #[test]
    fn a_very_long_word_is_no_slip() {
        let word = "a".repeat(LONGEST);
        assert_eq!(did_you_mean(&word, [word.as_str()]), Some(word.as_str()));
        let longer = "a".repeat(LONGEST + 1);
        assert_eq!(did_you_mean(&longer, [longer.as_str()]), None);
    }

    #[test]
    fn of_two_that_are_alike_the_first_by_name_is_meant() {
        assert_eq!(did_you_mean("abcdx", ["abcdz", "abcdy"]), Some("abcdy"));
    }
}
