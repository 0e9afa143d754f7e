//! `show`: the supply as the other publishers see it, a line a mix.

use crate::model::Measure;
use crate::output::Stage;
use crate::render::document::{Column, Document};
use crate::render::number::{plain, quantity, reading};

pub(super) fn alternatives(all: &[Stage], document: &mut Document) {
    if all.is_empty() {
        return;
    }
    let columns = [
        Column::text("Stage"),
        Column::text("Publisher"),
        Column::number("Year"),
        Column::number("Total").optional(1),
        Column::text("").optional(1),
        Column::text("Largest supplier"),
        Column::number("Share %"),
        Column::number("HHI"),
    ];
    let row = |s: &Stage| {
        let top = s.top_supplier.as_ref();
        vec![
            s.stage.to_owned(),
            s.source.clone(),
            s.period.clone().unwrap_or_else(|| s.year.to_string()),
            s.total.quantity.map(quantity).unwrap_or_default(),
            s.total.quantity.map(|_| s.total.unit.to_owned()).unwrap_or_default(),
            top.map_or_else(|| s.no_concentration.unwrap_or_default().to_owned(), |t| t.name.clone()),
            top.map(|t| plain(t.share, Measure::Share)).unwrap_or_default(),
            s.hhi.as_ref().map(|hhi| reading(hhi, Measure::Hhi)).unwrap_or_default(),
        ]
    };
    document.gap();
    document.heading("Other publishers, not merged with the above");
    document.grid(&columns, &all.iter().map(row).collect::<Vec<_>>());
}
