//! The grid: columns that fit the width, numbers that are never cut.

use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use super::Look;
use super::text::paragraph;
use crate::render::document::{Column, Grid};

/// A text that is cut keeps at least this many characters.
const SHORTEST: usize = 12;

/// Below this width a hash is cut to as many characters: enough to tell files apart.
const WIDE: usize = 130;
const HASH: usize = 12;

/// Lays rows out under their columns. Where they do not fit, optional columns go first, the most
/// optional before the others; then texts are cut, each marked by `…`. Columns that are empty in
/// every row are left out.
pub(super) fn grid(grid: &Grid, look: Look) -> String {
    let Grid { columns, .. } = grid;
    let short = look.width.is_some_and(|width| width < WIDE);
    let abridged = |(i, cell): (usize, &String)| {
        if short && columns.get(i).is_some_and(|c| c.hash) { cut(cell, HASH) } else { cell.clone() }
    };
    let rows: Vec<Vec<String>> =
        grid.rows.iter().map(|r| r.iter().enumerate().map(abridged).collect()).collect();
    let width_of = |i: usize| {
        let title = columns.get(i).map_or(0, |c| c.title.chars().count());
        rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).fold(title, usize::max)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(width_of).collect();
    let mut kept = grid.told();
    let limit = look.width.unwrap_or(usize::MAX);
    let total = |kept: &[usize], widths: &[usize]| {
        kept.iter().filter_map(|i| widths.get(*i)).map(|w| w + 2).sum::<usize>().saturating_sub(2)
    };
    while total(&kept, &widths) > limit {
        let most = kept.iter().filter_map(|i| columns.get(*i)).map(|c| c.optional).max().unwrap_or(0);
        if most == 0 {
            break;
        }
        kept.retain(|i| columns.get(*i).is_none_or(|c| c.optional != most));
    }
    while total(&kept, &widths) > limit {
        let widest = kept
            .iter()
            .filter(|i| columns.get(**i).is_some_and(|c| !c.number))
            .filter_map(|i| widths.get(*i).map(|w| (*w, *i)))
            .filter(|(w, i)| *w > columns.get(*i).map_or(0, |c| c.title.chars().count()).max(SHORTEST))
            .max_by_key(|(w, i)| (*w, std::cmp::Reverse(*i)));
        let Some((_, i)) = widest else { break };
        if let Some(w) = widths.get_mut(i) {
            *w -= 1;
        }
    }
    if total(&kept, &widths) > limit {
        return stacked(columns, &kept, &rows, look);
    }
    let shown: Vec<(Column, usize, usize)> =
        kept.iter().filter_map(|i| Some((*columns.get(*i)?, *i, *widths.get(*i)?))).collect();
    draw(&shown, &rows, look)
}

/// The last resort on a narrow terminal: a row on several lines, `title value`, so that no number is
/// cut.
fn stacked(columns: &[Column], kept: &[usize], rows: &[Vec<String>], look: Look) -> String {
    let mut text = String::new();
    for row in rows {
        let cells = kept.iter().filter_map(|i| Some((columns.get(*i)?, row.get(*i)?)));
        let told = cells.filter(|(_, cell)| !cell.is_empty());
        let line: Vec<String> = told
            .map(|(column, cell)| match (column.title, column.number) {
                ("" | "#", _) => cell.clone(),
                (title, true) => format!("{title}: {cell}").replace(' ', "\u{a0}"),
                (title, false) => format!("{title}: {cell}"),
            })
            .collect();
        text.push_str(&paragraph(&line.join(", "), 2, look));
    }
    text
}

fn draw(columns: &[(Column, usize, usize)], rows: &[Vec<String>], look: Look) -> String {
    let line = LineStyle::none().fill('─').junction('─');
    let mut table = Table::new();
    table
        .load_style(TableStyle::new().header_separator(line))
        .set_content_arrangement(ContentArrangement::Disabled);
    let align = |c: &Column| if c.number { CellAlignment::Right } else { CellAlignment::Left };
    table.set_header(columns.iter().map(|(c, _, _)| Cell::new(c.title).set_alignment(align(c))));
    for row in rows {
        table.add_row(columns.iter().map(|(c, i, width)| {
            let text = row.get(*i).map(|t| cut(t, *width)).unwrap_or_default();
            Cell::new(text).set_alignment(align(c))
        }));
    }
    let last = columns.len().saturating_sub(1);
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, u16::from(i != last))); // and one for the joint of the columns
    }
    let mut text = String::new();
    for (i, line) in table.lines().enumerate() {
        let line = line.trim_end();
        if i == 0 && look.color {
            text.push_str(&format!("\u{1b}[1m{line}\u{1b}[0m\n"));
        } else {
            text.push_str(&format!("{line}\n"));
        }
    }
    text
}

/// A text cut to a width, the cut marked.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] =
        &[Column::text("Mineral"), Column::number("Share"), Column::text("Source").optional(1)];

    fn at(width: usize) -> String {
        let rows = vec![vec!["A mineral of a very long name".into(), "73.1".into(), "usgs-mcs-2026".into()]];
        let all = Grid { columns: COLUMNS.to_vec(), rows };
        grid(&all, Look { width: Some(width), color: false })
    }

    #[test]
    fn what_is_optional_goes_before_anything_is_cut() {
        let text = at(40);
        assert!(!text.contains("usgs") && text.contains("very long name"), "{text}");
    }

    #[test]
    fn a_text_is_cut_with_a_mark_and_a_number_never() {
        let text = at(24);
        assert!(text.contains('…') && text.contains("73.1"), "{text}");
        assert!(text.lines().all(|l| l.chars().count() <= 24), "{text}");
    }

    #[test]
    fn where_nothing_helps_a_row_stands_on_several_lines() {
        let columns: Vec<Column> = (0..9).map(|_| Column::number("Number")).collect();
        let rows = vec![vec!["123456".to_owned(); 9]];
        let text = grid(&Grid { columns, rows }, Look { width: Some(40), color: false });
        assert!(
            text.lines().all(|l| l.chars().count() <= 40) && text.matches("123456").count() == 9,
            "{text}"
        );
    }
}
