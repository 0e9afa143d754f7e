//! Examples of what scenario files get wrong, and of shocks that the tables cannot take.

use super::{Example, File};
use crate::diag::Code;

/// Two mines, of which one is large; of gallium only shares are known.
const ROWS: File = File::new(
    "tables.json",
    "{\"production\": [\n\
     {\"mineral\": \"cobalt\", \"stage\": \"mine\", \"country\": \"COD\", \"year\": 2024, \"quantity\": 70, \"unit\": \"t\"},\n\
     {\"mineral\": \"cobalt\", \"stage\": \"mine\", \"country\": \"AUS\", \"year\": 2024, \"quantity\": 30, \"unit\": \"t\"}],\n\
     \"supply_shares\": [\n\
     {\"mineral\": \"gallium\", \"stage\": \"refinery\", \"scope\": \"world\", \"country\": \"CHN\", \"period\": \"2024\", \"share\": 0.9},\n\
     {\"mineral\": \"gallium\", \"stage\": \"refinery\", \"scope\": \"world\", \"country\": \"JPN\", \"period\": \"2024\", \"share\": 0.1}]}\n",
);

const fn scenario(text: &'static str) -> File {
    File::new("loss.toml", text)
}

const RUN: &str = "minerals scenario loss.toml --data tables.json";

/// What is right.
const SOUND: File = scenario(
    "name = \"Half of it\"\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
     country = \"COD\"\nreduction = 0.5\n",
);

const fn slip(code: Code, bad: &'static [File]) -> Example {
    Example::command(code, RUN, "").on(bad, &[ROWS, SOUND])
}

pub(super) const EXAMPLES: &[Example] = &[
    slip(
        Code::BadToml,
        &[
            ROWS,
            scenario(
                "name = \"Half of it\"\n[[shock]]\nkind = outage\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"COD\"\nreduction = 0.5\n",
            ),
        ],
    ),
    slip(
        Code::BadValue,
        &[
            ROWS,
            scenario(
                "name = \"Half of it\"\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"COD\"\nreduction = 50\n",
            ),
        ],
    ),
    slip(
        Code::MissingKey,
        &[
            ROWS,
            scenario(
                "name = \"Half of it\"\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"COD\"\n",
            ),
        ],
    ),
    slip(
        Code::UnknownKey,
        &[
            ROWS,
            scenario(
                "name = \"Half of it\"\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"COD\"\nreducton = 0.5\nreduction = 0.5\n",
            ),
        ],
    ),
    Example::command(
        Code::NeedsQuantity,
        RUN,
        "state the loss as a part, or bring a table of tonnes: shares have no total to take them from",
    )
    .on(
        &[
            ROWS,
            scenario(
                "name = \"Ten tons\"\n[[shock]]\nkind = \"outage\"\nmineral = \"gallium\"\nstage = \"refinery\"\n\
                 country = \"CHN\"\nquantity = 10\nunit = \"t\"\n",
            ),
        ],
        &[
            ROWS,
            scenario(
                "name = \"A tenth\"\n[[shock]]\nkind = \"outage\"\nmineral = \"gallium\"\nstage = \"refinery\"\n\
                 country = \"CHN\"\nreduction = 0.1\n",
            ),
        ],
    ),
    Example::command(
        Code::NoEffect,
        "minerals scenario loss.toml --data tables.json -v",
        "a reserve or a memorandum puts out nothing: state tonnes a year, or a part",
    )
    .on(
        &[
            ROWS,
            scenario(
                "name = \"A memorandum\"\n[[shock]]\nkind = \"new-capacity\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"KAZ\"\ncapacity = 0\nunit = \"t\"\n",
            ),
        ],
        &[
            ROWS,
            scenario(
                "name = \"A mine\"\n[[shock]]\nkind = \"new-capacity\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"KAZ\"\ncapacity = 5\nunit = \"t\"\n",
            ),
        ],
    ),
    slip(
        Code::OverlappingShocks,
        &[
            ROWS,
            scenario(
                "name = \"Half of it, twice\"\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"COD\"\nreduction = 0.3\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\n\
                 stage = \"mine\"\ncountry = \"COD\"\nreduction = 0.2\n",
            ),
        ],
    ),
    Example::command(
        Code::UnknownScenario,
        "minerals scenario c5-kazakstan",
        "`minerals scenario` lists those compiled in; a file is named by its path: `minerals scenario deal.toml`",
    ),
    slip(
        Code::UnknownSupplier,
        &[
            ROWS,
            scenario(
                "name = \"Half of it\"\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"COG\"\nreduction = 0.5\n",
            ),
        ],
    ),
];
