//! Flows that stand in several rows: how many there are, and where the first of them is.

use super::feed::Input;
use super::groups::Lanes;
use super::lane::RowPlace;
use super::run::Lines;
use crate::diag::{Code, Diagnostic, clean};
use crate::load::name_of;

/// What is told of them.
#[derive(Debug, Clone, Default)]
pub struct Repeated {
    /// How many flows stand in several rows.
    pub flows: usize,
    /// Of the one that comes again first: the file and line of its first row, and of its second.
    pub first: Option<[(String, u32); 2]>,
}

/// Looks through what a second pass has found.
pub fn find(lanes: &Lanes, lines: &Lines, inputs: &[Input]) -> Repeated {
    let mut flows = 0;
    let mut first: Option<[RowPlace; 2]> = None;
    for (_, lane) in lanes.each() {
        for (_, _, repeat) in lane.repeats() {
            flows += 1;
            let [Some(one), Some(two)] = repeat.places else { continue };
            if first.is_none_or(|[_, earlier]| two < earlier) {
                first = Some([one, two]);
            }
        }
    }
    let place = |(file, chunk, row): RowPlace| {
        let input = usize::try_from(file).ok().and_then(|file| inputs.get(file));
        let name = input.map(|input| name_of(&input.path).into_owned()).unwrap_or_default();
        (name, lines.before((file, chunk)).saturating_add(row))
    };
    Repeated { flows, first: first.map(|places| places.map(place)) }
}

/// The warning of so many flows in several rows, the first of which stand at these places.
#[must_use]
pub fn told(flows: usize, [(file, line), (again_in, again)]: &[(String, u32); 2]) -> Diagnostic {
    let second = if file == again_in { String::new() } else { format!(" of `{}`", clean(again_in)) };
    let flows = match flows {
        1 => "1 flow stands".to_owned(),
        n => format!("{n} flows stand"),
    };
    let message = format!(
        "{flows} in several rows, which are added up: first line {line} of `{}`, again line {again}{second}",
        clean(file)
    );
    let help = "BACI has one row for each exporter, importer, product and year: is a file there twice?";
    Diagnostic::warning(Code::RepeatedFlow, message).help(help)
}
