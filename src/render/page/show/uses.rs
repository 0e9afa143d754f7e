//! `show`: what a mineral is used for, a grid for each publisher and region.

use crate::model::Measure;
use crate::output::{Bounded, EndUse};
use crate::render::document::{Column, Document};
use crate::render::number::reading;

/// The uses, and the sectors that no publisher sets apart.
pub(super) fn uses(all: &[EndUse], no_split: &[&str], document: &mut Document) {
    for uses in all.chunk_by(|a, b| whole(a) == whole(b)) {
        document.gap();
        document.heading(&format!("Used for: {}", uses.first().map(whole).unwrap_or_default()));
        grid(uses, document);
        let mut notes: Vec<&str> = uses.iter().map(|u| u.note.as_str()).collect();
        notes.dedup();
        if let [note] = notes.as_slice()
            && !note.is_empty()
        {
            document.paragraph(2, note);
        }
    }
    if !no_split.is_empty() {
        document.gap();
        if all.is_empty() {
            document.heading("Used for");
            document.paragraph(2, "no share of its use is published here, for any sector");
            return;
        }
        document.paragraph(2, &format!("no share is published here for: {}", no_split.join(", ")));
    }
}

/// Where, when and by whom: `EU27, of years before 2023, not stated (2 years old) [eu-crm-2023-uses]`.
fn whole(u: &EndUse) -> String {
    let when = match (&u.of.period, u.of.before) {
        (Some(period), _) => format!(", {period}"),
        (None, Some(before)) => format!(", of years before {before}, not stated"),
        (None, None) => ", of years that are not stated".to_owned(),
    };
    let years = |age| if age == 1 { "1 year".to_owned() } else { format!("{age} years") };
    let age = u.of.age.map(|age| format!(" ({} old)", years(age))).unwrap_or_default();
    let source = u.source.as_deref().map(|s| s.split(':').next().unwrap_or(s));
    let source = source.map(|s| format!(" [{s}]")).unwrap_or_default();
    format!("{}{when}{age}{source}", u.of.region)
}

fn grid(uses: &[EndUse], document: &mut Document) {
    let columns = [
        Column::text("Use"),
        Column::number("Share %"),
        Column::text("NACE").optional(1),
        Column::text("Sector").optional(2),
        Column::text("Status").optional(6),
        Column::text("Note").optional(5),
        Column::text("Table and line").optional(3),
        Column::text("Publisher and its line").optional(4),
    ];
    let same_note = uses.windows(2).all(|pair| matches!(pair, [a, b] if a.note == b.note));
    let row = |u: &EndUse| {
        let share = Bounded { value: u.of.share, low: u.of.low, high: u.of.high };
        let (name, of) =
            if u.application.is_empty() { (&u.sector, "") } else { (&u.application, u.sector.as_str()) };
        vec![
            name.clone(),
            reading(&share, Measure::Share),
            u.nace.clone(),
            of.to_owned(),
            u.status.to_owned(),
            if same_note { String::new() } else { u.note.clone() },
            u.place.clone(),
            u.source.clone().unwrap_or_default(),
        ]
    };
    document.grid(&columns, &uses.iter().map(row).collect::<Vec<_>>());
}
