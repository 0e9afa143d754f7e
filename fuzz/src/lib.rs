//! What must hold of any bytes: they are a sound table, or what is told of them has its place in them.

use std::sync::LazyLock;

use minerals::load::builtin::Builtin;
use minerals::load::{Names, Table, findings};

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let text = |table| Builtin::of(table).map_or("", |builtin| builtin.text);
    let tables = [Table::Countries, Table::CountryAliases, Table::Groups, Table::Minerals];
    Names::from_csv(tables.map(text)).expect("the tables compiled in are sound")
});

/// Reads the bytes after the first as the table that the first picks.
pub fn hold(name: &str, bytes: &[u8]) {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let table = Table::ALL[usize::from(*pick) % Table::ALL.len()];
    for found in findings(name, bytes, table, &NAMES) {
        for place in found.place.iter().chain(found.related.iter().map(|(place, _)| place)) {
            assert!(place.text.get(place.span.clone()).is_some(), "{place:?}");
            assert!(place.line > 0 && place.column > 0, "{place:?}");
        }
        assert!(!found.message.is_empty() && found.message.chars().all(|c| !c.is_control()), "{found:?}");
    }
}
