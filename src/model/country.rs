//! Countries as ISO 3166 alpha-3 codes, and the two special parties of a supply table.

use std::fmt;

use thiserror::Error;

/// An ISO 3166-1 alpha-3 code, upper case: `CHN`.
///
/// ```
/// use minerals::model::CountryCode;
/// assert_eq!(CountryCode::new("COD").unwrap().as_str(), "COD");
/// assert!(CountryCode::new("Congo").is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 3]);

/// The text is not three ASCII capitals.
#[derive(Debug, Error)]
#[error("`{0}` is not a three-letter country code")]
pub struct NotACode(pub String);

impl CountryCode {
    /// Takes exactly three ASCII capitals.
    ///
    /// # Errors
    /// [`NotACode`] for anything else; whether the code is assigned is the reference table's business.
    pub fn new(code: &str) -> Result<Self, NotACode> {
        match code.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(NotACode(code.to_owned())),
        }
    }

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???") // unreachable: the constructor takes ASCII only
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who stands in a country cell: a country, the unnamed remainder, or the published world total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// One country.
    Country(CountryCode),
    /// `other`: suppliers that the source does not name.
    Other,
    /// `world`: the publisher's own total. Shown and checked against, never a supplier.
    World,
}

impl Party {
    /// The country, if it is one.
    #[must_use]
    pub fn country(self) -> Option<CountryCode> {
        match self {
            Self::Country(code) => Some(code),
            Self::Other | Self::World => None,
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(code) => code.fmt(f),
            Self::Other => f.write_str("other"),
            Self::World => f.write_str("world"),
        }
    }
}
