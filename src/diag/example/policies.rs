//! Examples of what a policy finds, and of names that it gives in vain.

use super::{Example, File};
use crate::diag::Code;

/// China mines more of the gallium than the policy allows; of cobalt a part has no name.
const ROWS: File = File::new(
    "production.csv",
    "mineral,stage,country,year,quantity,unit\n\
     gallium,mine,CHN,2024,70,t\ngallium,mine,JPN,2024,30,t\n\
     cobalt,mine,COD,2024,60,t\ncobalt,mine,other,2024,40,t\n",
);

const fn policy(text: &'static str) -> File {
    File::new("policy.toml", text)
}

const CHECK: &str = "minerals check policy.toml --data production.csv";

pub(super) const EXAMPLES: &[Example] = &[
    Example::command(
        Code::ExpiredAllow,
        "minerals check policy.toml --data production.csv --as-of 2027-07-01",
        "the last day of an exception still counts; after it, decide anew",
    )
    .on(
        &[
            ROWS,
            policy(
                "[[limit]]\nmetric = \"stages.top_supplier.share\"\nmax = 0.65\nminerals = \"gallium\"\n\
                 [[allow]]\nmineral = \"gallium\"\nmetric = \"stages.top_supplier.share\"\n\
                 reason = \"the second mine opens in 2028\"\nuntil = 2027-06-30\n",
            ),
        ],
        &[
            ROWS,
            policy(
                "[[limit]]\nmetric = \"stages.top_supplier.share\"\nmax = 0.65\nminerals = \"gallium\"\n\
                 [[allow]]\nmineral = \"gallium\"\nmetric = \"stages.top_supplier.share\"\n\
                 reason = \"the second mine opens in 2028\"\nuntil = 2028-06-30\n",
            ),
        ],
    ),
    Example::command(
        Code::LimitBroken,
        CHECK,
        "the number is beyond the limit, whatever is not known: change the world, the limit, or allow it for a reason",
    )
    .on(
        &[ROWS, policy("[[limit]]\nmetric = \"stages.top_supplier.share\"\nmax = 0.65\nminerals = \"gallium\"\n")],
        &[ROWS, policy("[[limit]]\nmetric = \"stages.top_supplier.share\"\nmax = 0.75\nminerals = \"gallium\"\n")],
    ),
    Example::command(
        Code::LimitUndecided,
        CHECK,
        "a table of your own with the missing figure decides it; `.value` or `.low` after the metric looks at one end, \
         and `undecided = \"warning\"` lets it pass",
    )
    .on(
        &[ROWS, policy("[[limit]]\nmetric = \"stages.hhi\"\nmax = 0.4\nminerals = \"cobalt\"\n")],
        &[ROWS, policy("[[limit]]\nmetric = \"stages.hhi.value\"\nmax = 0.4\nminerals = \"cobalt\"\n")],
    ),
    Example::command(
        Code::LimitUnknown,
        CHECK,
        "bring a table that has the number, or take the mineral out of the limit; `unknown = \"error\"` makes the gate \
         fail on it",
    )
    .on(
        &[ROWS, policy("[[limit]]\nmetric = \"stages.hhi\"\nmax = 0.9\nminerals = [\"cobalt\", \"lithium\"]\n")],
        &[ROWS, policy("[[limit]]\nmetric = \"stages.hhi\"\nmax = 0.9\nminerals = \"cobalt\"\n")],
    ),
    Example::command(
        Code::TestFailed,
        CHECK,
        "the number found stands in the message: mend the scenario, or what is expected of it",
    )
    .on(
        &[ROWS, policy("[[test]]\nmineral = \"gallium\"\nexpect = { \"stages.hhi\" = { min = 0.6 } }\n")],
        &[ROWS, policy("[[test]]\nmineral = \"gallium\"\nexpect = { \"stages.hhi\" = { min = 0.5 } }\n")],
    ),
    Example::command(Code::UnknownList, CHECK, "write one of the lists of the reference table `minerals`").on(
        &[ROWS, policy("[[limit]]\nmetric = \"stages.hhi\"\nmax = 0.99\nlist = \"eu-strategic\"\n")],
        &[ROWS, policy("[[limit]]\nmetric = \"stages.hhi\"\nmax = 0.99\nlist = \"eu-strategic-2024\"\nunknown = \"note\"\nundecided = \"note\"\n")],
    ),
    Example::command(
        Code::UnknownPolicy,
        "minerals check crma-2040",
        "`minerals check` alone lists the policies compiled in; a file is named by its path, as `policy.toml`",
    ),
    Example::command(
        Code::UnmatchedAllow,
        CHECK,
        "take the exception out: what it allowed no longer happens",
    )
    .on(
        &[
            ROWS,
            policy(
                "[[limit]]\nmetric = \"stages.hhi\"\nmax = 0.6\nminerals = \"gallium\"\n\
                 [[allow]]\nmineral = \"gallium\"\nmetric = \"stages.hhi\"\nreason = \"one mine\"\n",
            ),
        ],
        &[ROWS, policy("[[limit]]\nmetric = \"stages.hhi\"\nmax = 0.6\nminerals = \"gallium\"\n")],
    ),
];
