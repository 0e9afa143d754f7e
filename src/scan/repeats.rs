//! Flows that stand in several rows: how many there are, and where the first of them is.

use super::feed::Input;
use super::groups::Lanes;
use super::lane::RowPlace;
use super::run::Lines;
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
