//! Uses by application, with the NACE division and its value added, to `end_uses`.

use super::divisions::DIVISIONS;
use super::shares::fraction;
use super::{Tables, Taken, no_number, slips, twice};
use crate::diag::{Code, Diagnostic, quote};
use crate::sources::Fate;
use crate::sources::file::Line;

const APPLICATION: usize = 1;
const SHARE: usize = 2;
const DIVISION: usize = 3;
const VALUE_ADDED: usize = 4;

/// What is printed for a use that rounds to nothing and is more than that.
const TRACE: &str = ">0%";

impl Tables<'_> {
    /// One application of one material.
    pub(super) fn used_for(&mut self, line: &Line<'_>) -> Taken {
        let printed = self.mineral(line)?;
        let titanium = line.get(0) == slips::USES_OF_TITANIUM.0;
        let metal = if titanium { self.names.mineral(slips::USES_OF_TITANIUM.1).cloned() } else { None };
        let mineral = metal.unwrap_or(printed);
        let application = line.get(APPLICATION);
        let Division { code, name, value_added, printed } = division(line)?;
        let (share, [low, high, status]) = share(line)?;
        let mut note = "the study states no years".to_owned();
        if titanium {
            note += "; printed as Titanium";
        }
        if let Some(printed) = printed {
            note += &format!("; printed beside {printed}");
        }
        let source = format!("eu-crm-2023-uses:{}", line.number);
        let (sector, application) = if name.is_empty() { (application, "") } else { (name, application) };
        let cells = [
            mineral.as_str(),
            sector,
            application,
            code,
            value_added,
            "EU27",
            "",
            &share,
            low,
            high,
            status,
            &note,
            &source,
        ];
        match self.uses.insert(line.number, cells.map(str::to_owned).into()) {
            Ok(()) => Ok(Fate::Used),
            Err(_) if [line.get(0), line.get(APPLICATION)] == slips::PRINTED_TWICE => {
                Ok(Fate::SetAside("the same row printed twice"))
            }
            Err(first) => Err(twice(line, first)),
        }
    }
}

/// A division of the NACE; empty where none is printed.
struct Division<'a> {
    code: &'a str,
    name: &'a str,
    value_added: &'a str,
    /// The code that stands beside the value added, where it is another's.
    printed: Option<&'a str>,
}

fn division<'a>(line: &'a Line<'_>) -> Result<Division<'a>, Box<Diagnostic>> {
    let (text, value_added) = (line.get(DIVISION), line.get(VALUE_ADDED));
    if [text, value_added] == ["", ""] {
        return Ok(Division { code: "", name: "", value_added, printed: None });
    }
    let named = text.split_once(" - ").and_then(|(code, name)| {
        DIVISIONS.iter().find(|(known, called, _)| *known == code && *called == name)
    });
    let Some((code, name, of_division)) = named else {
        let message = format!("unknown division `{}`", quote(text));
        return Err(line.fault(DIVISION, Code::UnknownLabel, message, "not a division that is known"));
    };
    if *of_division == value_added {
        return Ok(Division { code, name, value_added, printed: None });
    }
    let owner = DIVISIONS.iter().find(|(_, _, of)| *of == value_added);
    match owner.filter(|_| line.get(0) == slips::SHIFTED_DIVISIONS) {
        Some((owner, name, _)) => Ok(Division { code: owner, name, value_added, printed: Some(code) }),
        None => {
            let message = format!("`{}` is not the value added of {code}", quote(value_added));
            let help = format!("it has {of_division} million EUR in every other row");
            Err(line.fault(VALUE_ADDED, Code::BadNumber, message, "another figure").help(help).into())
        }
    }
}

/// The share, and its bounds and status.
fn share(line: &Line<'_>) -> Result<(String, [&'static str; 3]), Box<Diagnostic>> {
    let text = line.get(SHARE);
    if text == TRACE {
        return Ok((String::new(), ["0", "0.005", "bound"]));
    }
    let share = text.strip_suffix('%').and_then(fraction);
    let share = share.ok_or_else(|| no_number(line, SHARE, "a share in percent"))?;
    Ok((share, ["", "", ""]))
}
