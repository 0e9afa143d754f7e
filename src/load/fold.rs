//! Names as people type them: without regard to case, accents, kind of apostrophe, hyphen or blank.

use std::borrow::Cow;

/// The form in which names are compared.
///
/// Lower case; accents dropped; `’` is `'`; a hyphen or any run of blanks is one blank. Letters of
/// other scripts stay what they are: a Cyrillic `С` is no Latin `C`.
pub fn fold(name: &str) -> Cow<'_, str> {
    if is_folded(name) {
        Cow::Borrowed(name)
    } else if name.is_ascii() {
        Cow::Owned(fold_ascii(name))
    } else {
        Cow::Owned(fold_chars(name))
    }
}

fn is_folded(name: &str) -> bool {
    let plain = |b: u8| matches!(b, b'!'..=b',' | b'.'..=b'@' | b'['..=b'^' | b'a'..=b'~');
    let mut after_blank = true;
    for b in name.bytes() {
        if !(plain(b) || b == b' ' && !after_blank) {
            return false;
        }
        after_blank = b == b' ';
    }
    !after_blank
}

/// The same as [`fold_chars`], for the plain letters that most names are of.
fn fold_ascii(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '-' | '_' | '\u{b}')) {
        if !word.is_empty() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.bytes().map(|b| if b == b'`' { '\'' } else { char::from(b.to_ascii_lowercase()) }));
    }
    out
}

fn fold_chars(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut blank = false;
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}') {
            blank = true;
            continue;
        }
        if matches!(c, '\u{300}'..='\u{36f}') {
            continue; // an accent that stands apart from its letter
        }
        if blank && !out.is_empty() {
            out.push(' ');
        }
        blank = false;
        match unaccented(c) {
            Some(base) => out.push_str(base),
            None => out.push(c),
        }
    }
    out
}

/// The letters without their accents, for the lower-case letters of Latin-1 and Latin Extended-A.
fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '‘' | '’' | 'ʼ' | '′' | '`' | '´' => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_compare_without_case_accents_apostrophes_and_blanks() {
        for (typed, folded) in [
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("Co\u{302}te d'Ivoire", "cote d'ivoire"),
            ("TÜRKİYE", "turkiye"),
            ("  South\u{a0} Korea ", "south korea"),
            ("Guinea-Bissau", "guinea bissau"),
            ("rare_earths", "rare earths"),
            ("chile", "chile"),
            ("", ""),
            (" - ", ""),
        ] {
            assert_eq!(fold(typed), folded);
        }
    }

    #[test]
    fn plain_letters_fold_the_same_by_either_way() {
        for name in ["A  b", " x-_y ", "U.S.A.", "`tick`", "a\tb\u{b}c\u{c}d\ne", "--", "Korea, Republic of"]
        {
            assert_eq!(super::fold_ascii(name), super::fold_chars(name), "{name:?}");
        }
    }

    #[test]
    fn every_accent_goes() {
        for (with, without) in [
            ("àáâãäåāăą", "aaaaaaaaa"),
            ("çćĉċčďđèéêëēĕėęě", "cccccddeeeeeeeee"),
            ("ĝğġģĥħìíîïĩīĭįı", "gggghhiiiiiiiii"),
            ("ĵķĺļľŀłñńņň", "jklllllnnnn"),
            ("òóôõöøōŏőŕŗř", "ooooooooorrr"),
            ("śŝşšșţťŧțùúûüũūŭůűų", "sssssttttuuuuuuuuuu"),
            ("ŵýÿŷźżž", "wyyyzzz"),
            ("ðæœß", "daeoess"),
            ("‘a’ʼb′`c´", "'a''b''c'"),
        ] {
            assert_eq!(fold(with), without);
            assert_eq!(fold(&with.to_uppercase()), fold(&without.to_uppercase()), "{with}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_short_ways_fold_as_the_long_one(name in "[a-cA-C `'_.\u{e9}\u{2013}\t\u{a0}-]{0,8}") {
            proptest::prop_assert_eq!(fold(&name), super::fold_chars(&name));
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for name in ["Åland Islands", "a  b", "Straße", "СOD", "`x´", "a-\u{301}b"] {
            let once = fold(name).into_owned();
            assert_eq!(fold(&once), once);
        }
    }
}
