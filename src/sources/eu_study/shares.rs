//! Supply shares with the trade factor `t`: to `supply_shares` and, where `t` is not 1, to `parameters`.

use super::{EDITION, Tables, Taken, no_number, slips, stage, twice};
use crate::diag::{Code, quote};
use crate::sources::Fate;
use crate::sources::decimal::Decimal;
use crate::sources::file::Line;

/// The five years that the study averages.
const PERIOD: &str = "2016-2020";

/// What is printed for a share below a tenth of a percent.
const TRACE: &str = "<0.1%";

const COUNTRY: usize = 2;
const SHARE: usize = 3;
const FACTOR: usize = 4;

impl Tables<'_> {
    /// One country's share in the supply of one material to `scope`.
    pub(super) fn share(&mut self, line: &Line<'_>, scope: &str, file: &str) -> Taken {
        let (mineral, stage) = (self.mineral(line)?, stage(line, 1)?);
        let text = line.get(COUNTRY);
        let name = if text == slips::CONGO.0 { slips::CONGO.1 } else { text };
        let country = self.names.country(name).ok_or_else(|| {
            let message = format!("unknown country `{}`", quote(text));
            line.fault(COUNTRY, Code::UnknownCountry, message, "not in the reference table")
        })?;
        let (share, [low, high, status], note) = share(line)?;
        let factor = Decimal::parse(line.get(FACTOR))
            .filter(|factor| (0.5..=2.0).contains(&factor.approximate()))
            .ok_or_else(|| no_number(line, FACTOR, "a trade factor"))?
            .to_string();
        let source = format!("{file}:{}", line.number);
        let cells = [
            mineral.as_str(),
            stage.as_str(),
            scope,
            country.as_str(),
            PERIOD,
            &share,
            low,
            high,
            status,
            note,
            &source,
        ];
        let taken = self.shares.insert(line.number, cells.map(str::to_owned).into());
        taken.map_err(|first| twice(line, first))?;
        if factor != "1" {
            let cells = [
                mineral.as_str(),
                stage.as_str(),
                "trade_factor",
                scope,
                country.as_str(),
                &factor,
                "",
                EDITION,
                "",
                &source,
            ];
            let taken = self.parameters.insert(line.number, cells.map(str::to_owned).into());
            taken.map_err(|first| twice(line, first))?;
        }
        Ok(Fate::Used)
    }
}

/// The share, its bounds and status, and a note.
type Share = (String, [&'static str; 3], &'static str);

fn share(line: &Line<'_>) -> Result<Share, Box<crate::diag::Diagnostic>> {
    let text = line.get(SHARE);
    if text == TRACE {
        return Ok((String::new(), ["0", "0.001", "bound"], ""));
    }
    let bare = [0, 1, COUNTRY, SHARE].map(|index| line.get(index)) == slips::BARE_SHARE;
    let percent = if bare { Some(text) } else { text.strip_suffix('%') };
    let share = percent.and_then(fraction).ok_or_else(|| no_number(line, SHARE, "a share in percent"))?;
    Ok((share, ["", "", ""], if bare { "printed without its percent sign" } else { "" }))
}

/// Percent as a fraction of one.
pub fn fraction(percent: &str) -> Option<String> {
    let share = Decimal::parse(percent)?.shift(-2)?;
    (share.approximate() <= 1.0).then(|| share.to_string())
}
