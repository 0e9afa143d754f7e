//! Columns that many tables share.

use crate::load::kind::Kind;
use crate::load::number;
use crate::load::record::Column;

/// A number of zero or more.
pub const AMOUNT: Kind = Kind::Number { least: 0.0, most: number::LARGEST };

pub const MINERAL: Column = Column::required("mineral", "the id, name or alias of a mineral").of(Kind::Word);
pub const STAGE: Column = Column::required("stage", "`mine` or `refinery`").of(Kind::Stage);
pub const COUNTRY: Column =
    Column::required("country", "a country's code, name or alias, or `other`, or `world`");
pub const ONE_COUNTRY: Column = Column::required("country", "a country's code, name or alias");
pub const YEAR: Column = Column::required("year", "four digits").of(Kind::Year);
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
