//! Shares drawn as bars.

/// A bar of a share, drawn in eighths of a cell.
pub(super) fn bar(share: f64, cells: u32) -> String {
    const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let exact = (share.clamp(0.0, 1.0) * f64::from(cells) * 8.0).round();
    let mut drawn = String::new();
    let mut filled = 0.0;
    while filled + 8.0 <= exact {
        drawn.push('█');
        filled += 8.0;
    }
    let rest = EIGHTHS.iter().enumerate().find(|(i, _)| (exact - filled - count(*i)).abs() < 0.5);
    match rest {
        Some((0, _)) | None if drawn.is_empty() && share > 0.0 => drawn.push('▏'),
        Some((i, eighth)) if i > 0 => drawn.push(*eighth),
        _ => {}
    }
    drawn
}

fn count(i: usize) -> f64 {
    u32::try_from(i).map_or(0.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_as_many_eighths_as_its_share() {
        assert_eq!(bar(1.0, 4), "████");
        assert_eq!(bar(0.5, 4), "██");
        assert_eq!(bar(0.53125, 4), "██▏");
        assert_eq!(bar(0.001, 4), "▏");
        assert_eq!(bar(0.0, 4), "");
    }
}
