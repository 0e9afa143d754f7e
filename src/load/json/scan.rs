//! The grammar of JSON, walked over with the place of every value kept.
//!
//! Written by hand because serde_json tells no places: a complaint must point at its cell.

use std::borrow::Cow;
use std::ops::Range;

use crate::load::limits;

/// What is wrong with the text, and the bytes to point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Completes "the file is not JSON: ".
    pub what: &'static str,
    /// Where.
    pub range: Range<usize>,
}

/// A value: a scalar's text, or only that it is not a scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number, as it is written.
    Number(&'a str),
    /// A string, without quotes and escapes.
    Text(Cow<'a, str>),
    /// An array, passed over.
    Array,
    /// An object, passed over.
    Object,
}

/// Walks over a JSON text.
#[derive(Debug, Clone)]
pub struct Scanner<'a> {
    text: &'a str,
    /// The next byte.
    pub at: usize,
    depth: usize,
}

type Scanned<T> = Result<T, Fault>;

impl<'a> Scanner<'a> {
    /// From a byte of a text.
    pub fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, depth: 0 }
    }

    /// The first byte of the next value or sign.
    pub fn next(&mut self) -> Option<u8> {
        self.at = self.find(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
        self.peek()
    }

    /// Walks over an array; `each` must pass over the item that it is called at.
    pub fn array(&mut self, mut each: impl FnMut(&mut Self, usize) -> Scanned<()>) -> Scanned<()> {
        let mut index = 0;
        self.members(b']', "the file ends inside an array", |scanner| {
            each(scanner, index)?;
            index += 1;
            Ok(())
        })
    }

    /// Walks over values, each of which must end its line; `each` must pass over the one that it is called at.
    pub fn lines(&mut self, mut each: impl FnMut(&mut Self, usize) -> Scanned<()>) -> Scanned<()> {
        let mut index = 0;
        while self.next().is_some() {
            each(self, index)?;
            index += 1;
            self.at = self.find(|b| !matches!(b, b' ' | b'\t'));
            if !matches!(self.peek(), None | Some(b'\n' | b'\r')) {
                return self.fault("a line break must follow a row that stands in no array");
            }
        }
        Ok(())
    }

    /// Walks over an object; `each` gets a key with its bytes and must pass over the value.
    pub fn object(
        &mut self,
        mut each: impl FnMut(&mut Self, Cow<'a, str>, Range<usize>) -> Scanned<()>,
    ) -> Scanned<()> {
        self.members(b'}', "the file ends inside an object", |scanner| {
            let start = scanner.at;
            if scanner.peek() != Some(b'"') {
                return scanner.fault("a key must be in double quotes");
            }
            let key = scanner.string()?;
            let range = start..scanner.at;
            if scanner.next() != Some(b':') {
                return scanner.fault("a colon must follow a key");
            }
            scanner.at += 1;
            scanner.next();
            each(scanner, key, range)
        })
    }

    fn members(
        &mut self,
        close: u8,
        unclosed: &'static str,
        mut member: impl FnMut(&mut Self) -> Scanned<()>,
    ) -> Scanned<()> {
        let open = self.at..self.at + 1;
        self.depth += 1;
        if self.depth > limits::LEVELS {
            return Err(Fault { what: "it is nested deeper than 128 levels", range: open });
        }
        self.at += 1;
        if self.next() == Some(close) {
            self.at += 1;
            self.depth -= 1;
            return Ok(());
        }
        loop {
            match self.next() {
                None => return Err(Fault { what: unclosed, range: open }),
                Some(byte) if byte == close => {
                    return self.fault("a comma stands before the closing bracket");
                }
                Some(_) => member(self)?,
            }
            match self.next() {
                None => return Err(Fault { what: unclosed, range: open }),
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    self.depth -= 1;
                    return Ok(());
                }
                Some(_) => return self.fault("a comma or a closing bracket must follow a value"),
            }
        }
    }

    /// Passes over any value, checking all of it.
    pub fn value(&mut self) -> Scanned<Value<'a>> {
        match self.next() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'[') => self.array(|scanner, _| scanner.value().map(|_| ())).map(|()| Value::Array),
            Some(b'{') => self.object(|scanner, _, _| scanner.value().map(|_| ())).map(|()| Value::Object),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
            None => self.fault("the file ends where a value is wanted"),
        }
    }

    fn word(&mut self) -> Scanned<Value<'a>> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = rest.get(..letters).unwrap_or_default();
        let value = match word {
            "null" => Value::Null,
            "true" | "false" => Value::Bool,
            "NaN" | "Infinity" | "nan" | "inf" => {
                return self.fault("it has no `NaN` or `Infinity`: write `null`");
            }
            "None" | "True" | "False" => return self.fault("its words are `null`, `true`, `false`"),
            _ => return self.fault(not_a_value(rest)),
        };
        self.at += letters;
        Ok(value)
    }

    fn number(&mut self) -> Scanned<Value<'a>> {
        let start = self.at;
        self.at = start + self.count(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
        let literal = self.text.get(start..self.at).unwrap_or_default();
        let whole = literal.trim_start_matches('-');
        let leading_zero = whole.starts_with('0') && whole.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        if leading_zero || !crate::load::number::is_plain(literal) {
            let what =
                if leading_zero { "a number starts with a needless 0" } else { "a number is malformed" };
            return Err(Fault { what, range: start..self.at });
        }
        Ok(Value::Number(literal))
    }

    fn string(&mut self) -> Scanned<Cow<'a, str>> {
        let start = self.at;
        self.at += 1;
        let first = self.at;
        let mut owned: Option<String> = None;
        loop {
            let from = self.at;
            self.at = self.find(|b| b == b'"' || b == b'\\' || b < b' ');
            let plain = self.text.get(from..self.at).unwrap_or_default();
            if let Some(owned) = &mut owned {
                owned.push_str(plain);
            }
            match self.peek() {
                Some(b'"') => {
                    let whole = self.text.get(first..self.at).unwrap_or_default();
                    self.at += 1;
                    return Ok(owned.map_or(Cow::Borrowed(whole), Cow::Owned));
                }
                Some(b'\\') => {
                    let before = self.text.get(first..self.at).unwrap_or_default();
                    let c = self.escape()?;
                    owned.get_or_insert_with(|| before.to_owned()).push(c);
                }
                Some(_) => return self.fault("a control character or line break stands inside a string"),
                None => return Err(Fault { what: "a string is not closed", range: start..self.at }),
            }
        }
    }

    fn escape(&mut self) -> Scanned<char> {
        let start = self.at;
        self.at += 2;
        let c = match self.text.as_bytes().get(start + 1) {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(*c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(start),
            _ => {
                self.at = start;
                return self.fault("a backslash is followed by no escape");
            }
        };
        Ok(c)
    }

    /// `\u00e9`, or the two halves of a character beyond U+FFFF.
    fn code_point(&mut self, start: usize) -> Scanned<char> {
        let malformed = Fault { what: "a `\\u` escape is malformed", range: start..start + 2 };
        let high = self.four_digits().ok_or_else(|| malformed.clone())?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high).ok_or(malformed);
        }
        if self.text.get(self.at..self.at + 2) != Some("\\u") {
            return Err(malformed);
        }
        self.at += 2;
        let low = self
            .four_digits()
            .filter(|low| (0xdc00..0xe000).contains(low))
            .ok_or_else(|| malformed.clone())?;
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).ok_or(malformed)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        if hex { u32::from_str_radix(digits, 16).ok() } else { None }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn count(&self, wanted: impl Fn(u8) -> bool) -> usize {
        self.text.as_bytes().get(self.at..).unwrap_or_default().iter().take_while(|b| wanted(**b)).count()
    }

    fn find(&self, wanted: impl Fn(u8) -> bool) -> usize {
        self.at + self.count(|b| !wanted(b))
    }

    /// A fault at the next byte.
    pub fn fault<T>(&self, what: &'static str) -> Scanned<T> {
        Err(Fault { what, range: self.at..self.at + 1 })
    }
}

fn not_a_value(rest: &str) -> &'static str {
    match rest.chars().next() {
        Some('\'') => "strings are in double quotes",
        Some('/' | '#') => "it has no comments",
        Some('+' | '.') => "a number starts with a digit or `-`",
        _ => "this is not a value",
    }
}

#[cfg(test)]
mod tests {
    use super::{Scanner, Value};

    fn value(text: &str) -> Result<Value<'_>, &'static str> {
        Scanner::new(text, 0).value().map_err(|fault| fault.what)
    }

    #[test]
    fn numbers_keep_their_literal_and_strings_lose_their_escapes() {
        assert_eq!(value("-1.50e3"), Ok(Value::Number("-1.50e3")));
        assert_eq!(value(r#""C\u00f4te \"d\" \ud83d\ude00\n""#), Ok(Value::Text("Côte \"d\" 😀\n".into())));
        assert_eq!(value(" null "), Ok(Value::Null));
        assert_eq!(value("[1,{\"a\":[]}]"), Ok(Value::Array));
    }

    #[test]
    fn what_is_not_json_is_refused_as_serde_json_refuses_it() {
        for text in [
            "01",
            "+1",
            ".5",
            "1.",
            "1e",
            "--1",
            "NaN",
            "nul",
            "'a'",
            "\"a",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\u12\"",
            "\"\n\"",
            "[1,]",
            "[1 2]",
            "[",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1,}",
            "{\"a\":1",
            "",
            "\"\\u+123\"",
            "\"\\",
        ] {
            assert!(value(text).is_err(), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_escape_is_its_character() {
        let escapes = r#""\"\\\/\b\f\n\r\t\u0041\ud83d\ude00\udbff\udfff""#;
        assert_eq!(value(escapes), Ok(Value::Text("\"\\/\u{8}\u{c}\n\r\tA😀\u{10ffff}".into())));
        assert_eq!(serde_json::from_str::<String>(escapes).unwrap().chars().count(), 11);
    }

    #[test]
    fn words_of_other_languages_are_told_from_what_is_no_word() {
        assert_eq!(value("None"), Err("its words are `null`, `true`, `false`"));
        assert_eq!(value("NaN"), Err("it has no `NaN` or `Infinity`: write `null`"));
        assert_eq!(value("xyzzy"), Err("this is not a value"));
        assert_eq!(value("'a'"), Err("strings are in double quotes"));
        assert_eq!([value("// x"), value("# x")], [Err("it has no comments"), Err("it has no comments")]);
        assert_eq!(value(".5"), Err("a number starts with a digit or `-`"));
        let fault = Scanner::new(r#""\ud800x""#, 0).value().unwrap_err();
        assert_eq!(fault.range, 1..3, "a half is pointed at by its escape");
    }

    #[test]
    fn neighbours_do_not_count_as_depth() {
        for text in ["[]", "[1]", "{}", "{\"a\":1}"] {
            assert_eq!(value(&format!("[{}]", vec![text; 500].join(","))), Ok(Value::Array), "{text}");
        }
    }

    #[test]
    fn depth_is_limited() {
        assert!(value(&("[".repeat(128) + &"]".repeat(128))).is_ok());
        assert_eq!(value(&"[".repeat(100_000)), Err("it is nested deeper than 128 levels"));
    }

    #[test]
    fn an_open_bracket_is_pointed_at() {
        let fault = Scanner::new("  [1, [2", 2).value().unwrap_err();
        assert_eq!(fault.range, 6..7);
    }
}
