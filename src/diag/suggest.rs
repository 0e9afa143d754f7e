//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `word`, if it is near enough to be a slip of the keyboard. A code of three
/// letters is no suggestion for a longer word.
///
/// ```
/// use minerals::diag::did_you_mean;
/// assert_eq!(did_you_mean("Chlie", ["China", "Chile"]), Some("Chile"));
/// assert_eq!(did_you_mean("Jpan", ["JPN", "Japan"]), Some("Japan"));
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
        .map(|c| (strsim::jaro_winkler(&wanted, &c.to_lowercase()), c))
        .filter(|(score, _)| *score > 0.83)
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}

/// A longer word is no slip of a name, and comparing it would take its time.
const LONGEST: usize = 100;
