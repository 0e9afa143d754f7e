//! A number, its bounds and its status: which of them may stand together in a row.

use crate::diag::{Code, did_you_mean, quote};
use crate::load::number::Sign;
use crate::load::record::TableSpec;
use crate::load::row::Row;
use crate::model::{Amount, Status};

/// Where the cells of an amount stand in a table.
#[derive(Debug, Clone, Copy)]
pub struct AmountColumns {
    /// The number itself.
    pub value: usize,
    /// Its lower bound.
    pub low: usize,
    /// Its upper bound.
    pub high: usize,
    /// How the source vouches for it.
    pub status: usize,
    /// The table may say `net-exporter`.
    pub net_exporter: bool,
}

impl AmountColumns {
    /// The columns of a table; its number stands in `value`.
    #[must_use]
    pub const fn of(spec: &TableSpec, value: &str) -> Self {
        Self {
            value: spec.at(value),
            low: spec.at("low"),
            high: spec.at("high"),
            status: spec.at("status"),
            net_exporter: false,
        }
    }

    /// Reads the four cells and holds the numbers to the status.
    pub fn read(&self, row: &mut Row<'_, '_>) -> Option<Amount> {
        let status = self.status(row);
        let [value, low, high] =
            [self.value, self.low, self.high].map(|column| row.number(column, Sign::NotNegative));
        let status = status?;
        let said = !row.text(self.status).is_empty();
        let amount = Amount { value: value?, low: low?, high: high?, status };
        match check(amount, said) {
            Ok(amount) => Some(amount),
            Err(wrong) => {
                let column = match wrong.cell {
                    At::Value => self.value,
                    At::Low => self.low,
                    At::High => self.high,
                    At::Status => self.status,
                };
                let code = if said || wrong.cell != At::Value { Code::BadStatus } else { Code::MissingCell };
                row.complain(column, code, wrong.message, wrong.label, Some(wrong.help.to_owned()));
                None
            }
        }
    }

    fn status(&self, row: &mut Row<'_, '_>) -> Option<Status> {
        let text = row.text(self.status);
        let status = Status::parse(text).filter(|s| self.net_exporter || *s != Status::NetExporter);
        if status.is_none() {
            let message = format!("unknown status `{}`", quote(text));
            row.complain(self.status, Code::BadStatus, message, "not a status", Some(advice(text)));
        }
        status
    }
}

fn advice(text: &str) -> String {
    let near = match text.to_lowercase().as_str() {
        "w" | "secret" | "confidential" => Some("withheld"),
        "na" | "n/a" | "n.a." | "unknown" | "missing" | "not available" => Some("not-available"),
        "e" | "est" | "est." | "estimate" => Some("estimated"),
        "r" | "actual" | "official" | "final" => Some("reported"),
        "f" | "p" | "forecast" | "planned" => Some("projected"),
        "zero" | "none" | "-" | "—" => Some("nil"),
        "net exporter" => Some("net-exporter"),
        lower => did_you_mean(lower, Status::ALL.map(Status::as_str)),
    };
    match near {
        Some("net-exporter") => "`net-exporter` stands in the table `reliance` only".to_owned(),
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all = Status::ALL.map(|status| format!("`{status}`"));
            format!("leave it empty for a reported figure, or write one of {}", all.join(", "))
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Value,
    Low,
    High,
    Status,
}

#[derive(Debug)]
struct Wrong {
    cell: At,
    message: String,
    label: &'static str,
    help: &'static str,
}

/// Holds the numbers to the status; `said` where the row states one.
fn check(amount: Amount, said: bool) -> Result<Amount, Wrong> {
    let Amount { value, low, high, status } = amount;
    let wrong = |cell, message: String, label, help| Err(Wrong { cell, message, label, help });
    let bounded = low.is_some() || high.is_some();
    match status {
        Status::Reported if !said && value.is_none() && bounded => {
            let help = "write `bound` in `status`";
            return wrong(
                At::Status,
                "the row has bounds, but no number and no status".into(),
                "empty",
                help,
            );
        }
        Status::Reported | Status::Estimated | Status::Projected if value.is_none() => {
            let message = if said {
                format!("a row that is `{status}` needs a number")
            } else {
                "the row has no number".into()
            };
            let help = "write the number, or `withheld` or `not-available` in `status`, or leave the row out";
            return wrong(At::Value, message, "empty", help);
        }
        Status::Bound if value.is_some() => {
            let help = "leave it empty and write the bounds in `low` and `high`, or change the status";
            let message = format!("a row with the status `bound` has the number{}", named(value));
            return wrong(At::Value, message, "should be empty", help);
        }
        Status::Bound if !bounded => {
            let help = "write `low`, `high` or both";
            return wrong(
                At::Status,
                "a row with the status `bound` has no bounds".into(),
                "no bounds",
                help,
            );
        }
        Status::Withheld | Status::NotAvailable | Status::NetExporter if value.is_some() || bounded => {
            let cell = if value.is_some() {
                At::Value
            } else if low.is_some() {
                At::Low
            } else {
                At::High
            };
            let help =
                "leave the number empty, or change the status; what is only bounded has the status `bound`";
            let number = named(value.or(low).or(high));
            let message = format!("a row that is `{status}` has the number{number}");
            return wrong(cell, message, "should be empty", help);
        }
        Status::Nil if [value, low, high].into_iter().flatten().any(|number| number > 0.0) => {
            let help = "`nil` is a true zero: write `0` or change the status";
            let number = named(value.or(high).or(low));
            return wrong(At::Value, format!("a row that is `nil` has the number{number}"), "not 0", help);
        }
        _ => {}
    }
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return wrong(
            At::Low,
            format!("`low` {low} is above `high` {high}"),
            "above `high`",
            "exchange the two",
        );
    }
    if let Some(value) = value {
        let help = "the bounds must enclose the number";
        if let Some(low) = low.filter(|low| *low > value) {
            return wrong(
                At::Low,
                format!("`low` {low} is above the number {value}"),
                "above the number",
                help,
            );
        }
        if let Some(high) = high.filter(|high| *high < value) {
            return wrong(
                At::High,
                format!("`high` {high} is below the number {value}"),
                "below the number",
                help,
            );
        }
    }
    let value = if status == Status::Nil { Some(0.0) } else { value };
    Ok(Amount { value, ..amount })
}

/// A number after a blank; nothing where there is none.
fn named(number: Option<f64>) -> String {
    number.map(|number| format!(" `{number}`")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{At, check};
    use crate::model::{Amount, Status};

    fn held(status: &str, value: Option<f64>, low: Option<f64>, high: Option<f64>) -> Result<Amount, At> {
        let said = !status.is_empty();
        check(Amount { value, low, high, status: Status::parse(status).unwrap() }, said).map_err(|w| w.cell)
    }

    #[test]
    fn a_figure_needs_a_number_and_may_have_bounds_around_it() {
        for status in ["", "reported", "estimated", "projected"] {
            assert!(held(status, Some(5.0), None, None).is_ok());
            assert!(held(status, Some(5.0), Some(5.0), Some(6.0)).is_ok());
            assert!(held(status, Some(5.0), None, Some(5.0)).is_ok(), "a bound may be the number itself");
            assert_eq!(held(status, None, None, None), Err(At::Value));
            assert_eq!(held(status, Some(5.0), Some(6.0), None), Err(At::Low));
            assert_eq!(held(status, Some(5.0), None, Some(4.0)), Err(At::High));
        }
        assert_eq!(held("", None, Some(1.0), None), Err(At::Status), "bounds without a status");
    }

    #[test]
    fn a_bound_has_bounds_in_order_and_no_number() {
        assert!(held("bound", None, Some(50.0), None).is_ok());
        assert!(held("bound", None, Some(330.0), Some(390.0)).is_ok());
        assert!(held("bound", None, Some(330.0), Some(330.0)).is_ok());
        assert_eq!(held("bound", None, None, None), Err(At::Status));
        assert_eq!(held("bound", Some(1.0), Some(1.0), None), Err(At::Value));
        assert_eq!(held("bound", None, Some(2.0), Some(1.0)), Err(At::Low));
    }

    #[test]
    fn what_is_not_told_has_no_number() {
        for status in ["withheld", "not-available", "net-exporter"] {
            let amount = held(status, None, None, None).unwrap();
            assert_eq!(amount.value, None, "unknown is not zero");
            assert_eq!(held(status, Some(0.0), None, None), Err(At::Value));
            assert_eq!(held(status, None, None, Some(1.0)), Err(At::High));
        }
    }

    #[test]
    fn nil_is_a_true_zero() {
        assert_eq!(held("nil", None, None, None).unwrap().value, Some(0.0));
        assert_eq!(held("nil", Some(0.0), None, None).unwrap().value, Some(0.0));
        assert_eq!(held("nil", Some(1.0), None, None), Err(At::Value));
    }

    #[test]
    fn a_row_that_is_not_additive_may_have_a_number_or_not() {
        assert!(held("not-additive", Some(1.0), None, None).is_ok());
        assert!(held("not-additive", None, None, None).is_ok());
    }
}
