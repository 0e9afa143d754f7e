//! Why a shock cannot be applied, at its place in the file.

use super::Shock;
use super::supply::Problem;
use crate::diag::{Code, Diagnostic};
use crate::model::{CountryCode, MineralId, Stage};

/// The error for a shock on what some countries supply; `suppliers` are those who do supply something.
pub(super) fn refusal(
    shock: &Shock,
    (mineral, stage): (&MineralId, Stage),
    problem: &Problem,
    who: &[CountryCode],
    suppliers: &[CountryCode],
) -> Box<Diagnostic> {
    let list = |all: &[CountryCode]| all.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
    let names = list(who);
    let (code, message, help) = match problem {
        Problem::NotASupplier => (
            Code::UnknownSupplier,
            format!("{names} supplies no `{mineral}` at the stage `{stage}` in these tables"),
            if suppliers.is_empty() {
                "nobody is named there: is it the other stage, or is `base_year` a year without figures?"
                    .to_owned()
            } else {
                format!("these do: {}", list(suppliers))
            },
        ),
        Problem::NeedsQuantity(why) => (
            Code::NeedsQuantity,
            format!("the shock needs quantities of `{mineral}` at the stage `{stage}`: {why}"),
            "state the shock as a part (`reduction`, `share`), or give quantities in a table".to_owned(),
        ),
        Problem::TooMuch(has, unit) => (
            Code::BadValue,
            format!("the shock takes more `{mineral}` from {names} than it puts out, which is {has} {unit}"),
            "a `reduction` of 1 takes all of it".to_owned(),
        ),
        Problem::Unit(unit) => (
            Code::BadUnit,
            format!("`{mineral}` is counted in `{unit}` at the stage `{stage}`"),
            format!("state the quantity in `{unit}`"),
        ),
        Problem::NothingLeft => (
            Code::BadValue,
            format!("nothing would be left of the supply of `{mineral}` at the stage `{stage}`"),
            "a supply of which only shares are known cannot be emptied".to_owned(),
        ),
    };
    Box::new(Diagnostic::error(code, message).at(shock.place.clone(), "this shock").help(help))
}
