//! Scores as others published them: a line an edition.

use std::collections::BTreeMap;

use crate::output::PublishedScore;
use crate::render::document::{Column, Document};

pub(super) fn lay(scores: &[PublishedScore], document: &mut Document) {
    if scores.is_empty() {
        return;
    }
    document.gap();
    document.heading("Scores as published");
    let columns = [
        Column::text("Scheme"),
        Column::text("Edition"),
        Column::text("Stage").optional(1),
        Column::text("Scope").optional(2),
        Column::text("Scores"),
        Column::text("Note").optional(3),
        Column::text("Table and line").optional(4),
        Column::text("Publisher and its line").optional(5),
    ];
    let mut editions: BTreeMap<(&str, &str, Option<&str>, &str), Vec<&PublishedScore>> = BTreeMap::new();
    for s in scores {
        editions.entry((&s.scheme, &s.edition, s.stage, &s.scope)).or_default().push(s);
    }
    let rows: Vec<Vec<String>> = editions
        .into_iter()
        .map(|((scheme, edition, stage, scope), scores)| {
            let joined = |of: &dyn Fn(&PublishedScore) -> String| {
                let mut texts: Vec<String> = scores.iter().map(|s| of(s)).filter(|t| !t.is_empty()).collect();
                texts.dedup();
                texts.join(", ")
            };
            vec![
                scheme.to_owned(),
                edition.to_owned(),
                stage.unwrap_or_default().to_owned(),
                scope.to_owned(),
                joined(&|s| format!("{} {}", s.score.to_uppercase(), s.value)),
                joined(&|s| s.note.clone()),
                joined(&|s| s.place.clone()),
                joined(&|s| s.source.clone().unwrap_or_default()),
            ]
        })
        .collect();
    document.grid(&columns, &rows);
}
