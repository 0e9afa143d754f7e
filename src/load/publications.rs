//! The publications behind the `source` column: title, licence and link.

use std::collections::BTreeMap;

use super::builtin::TABLES;

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Publisher, title and edition.
    pub title: String,
    /// Licence.
    pub licence: String,
    /// Where to find it.
    pub link: String,
}

/// Every publication that the compiled-in tables cite, by its id in the `source` column.
///
/// # Errors
/// If the table compiled in is not well-formed, which a test rules out.
pub fn publications() -> Result<BTreeMap<String, Publication>, csv::Error> {
    let text = TABLES.iter().find(|t| t.name == "sources").map_or("", |t| t.text);
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize::<[String; 4]>();
    rows.map(|row| row.map(|[id, title, licence, link]| (id, Publication { title, licence, link }))).collect()
}

#[cfg(test)]
mod tests {
    use super::publications;

    #[test]
    fn every_publication_has_a_title_a_licence_and_a_link() {
        let all = publications().unwrap();
        assert!(all.len() >= 4);
        for (id, p) in all {
            assert!(!p.title.is_empty() && !p.licence.is_empty() && p.link.starts_with("https://"), "{id}");
        }
    }
}
