//! Columns that many tables share.

use crate::load::kind::Kind;
use crate::load::number;
use crate::load::record::Column;
use crate::model::Share;

/// A number of zero or more.
pub const AMOUNT: Kind = Kind::Number { least: 0.0, most: number::LARGEST };

/// A part of a whole.
pub const FRACTION: Kind = Kind::Number { least: Share::ZERO.get(), most: Share::WHOLE.get() };

pub const MINERAL: Column = Column::required("mineral", "the id, name or alias of a mineral").of(Kind::Word);
pub const STAGE: Column = Column::required("stage", "`mine` or `refinery`").of(Kind::Stage);
pub const COUNTRY: Column =
    Column::required("country", "a country's code, name or alias, or `other`, or `world`");
pub const ONE_COUNTRY: Column = Column::required("country", "a country's code, name or alias");
pub const YEAR: Column = Column::required("year", "four digits").of(Kind::Year);
pub const PERIOD: Column = Column::required("period", "a year, or two joined by a hyphen").of(Kind::Period);
pub const SCOPE: Column =
    Column::required("scope", "`world`, or the consumer: a country, or a group as `EU27`");
pub const SHARE: Column = Column::required("share", "a plain decimal number from 0 to 1").of(FRACTION);
pub const EDITION: Column = Column::required("edition", "the edition of the study, as `2023`");
pub const STAGE_OR_BOTH: Column =
    Column::optional("stage", "`mine` or `refinery`; empty where it holds at both").of(Kind::Stage);
pub const SCOPE_IF_ANY: Column =
    Column::optional("scope", "in whose supply: `world`, or the consumer, a country or a group as `EU27`");
pub const QUANTITY: Column =
    Column::required("quantity", "a plain decimal number of `unit`").or_empty().of(AMOUNT);
pub const UNIT: Column =
    Column::required("unit", "one of `g`, `kg`, `t`, `kt`, `Mt`, `ct`, `m3`").of(Kind::Unit);
pub const LOW: Column = Column::optional("low", "the lower bound, in the same unit").of(AMOUNT);
pub const HIGH: Column = Column::optional("high", "the upper bound, in the same unit").of(AMOUNT);
pub const STATUS: Column = Column::optional(
    "status",
    "empty, or how the source vouches: `reported`, `estimated`, `bound`, `nil`, `withheld`, `not-available`, \
     `not-additive`, `projected`, in `reliance` `net-exporter`",
)
.of(Kind::Status { net_exporter: false });
pub const PRODUCT: Column = Column::optional("product", "which product of the mineral; empty means all");
pub const NOTE: Column =
    Column::optional("note", "a few words without which the number cannot be understood");
pub const SOURCE: Column =
    Column::optional("source", "the publisher's edition, a colon, the line of its file");
