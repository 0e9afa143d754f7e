//! Examples that take a command: what a question can meet, files that are no tables, publishers' files.

use super::{Example, File};
use crate::diag::Code;

/// What the members of a group buy, from each other and from abroad.
const AMONG_MEMBERS: &[File] = &[File::new(
    "trade.csv",
    "mineral,stage,exporter,importer,year,quantity,unit,value_usd\n\
     cobalt,refinery,BEL,DEU,2024,,,900\ncobalt,refinery,COD,DEU,2024,,,300\n",
)];

pub(super) const EXAMPLES: &[Example] = &[
    Example::command(
        Code::AmbiguousName,
        "minerals show Co",
        "write which is meant: `mineral:Co` is cobalt, `country:CO` Colombia",
    ),
    Example::command(
        Code::BasketCode,
        "minerals score gallium --for JPN -v",
        "read the shares as those of the whole basket; national statistics with finer codes, as a table of your \
         own (`--trade FILE`), tell the mineral apart",
    ),
    Example::command(
        Code::ImplausibleReserves,
        "minerals data import usgs-mcs mcs.csv --output tables",
        "correct the unit, or the figure, in the publisher's file, and say so beside it",
    )
    .on(
        &[File::new(
            "mcs.csv",
            concat!(
                "MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,",
                "Is critical mineral 2025,Other notes\n",
                "COBALT,World,Cobalt,Cuba,Production,Mine production,metric tons,2025,2000,,Yes,\n",
                "COBALT,World,Cobalt,Cuba,Reserves,Reserves,metric tons,2025,500,,Yes,\n",
            ),
        )],
        &[File::new(
            "mcs.csv",
            concat!(
                "MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,",
                "Is critical mineral 2025,Other notes\n",
                "COBALT,World,Cobalt,Cuba,Production,Mine production,metric tons,2025,2000,,Yes,\n",
                "COBALT,World,Cobalt,Cuba,Reserves,Reserves,metric tons,2025,500000,,Yes,\n",
            ),
        )],
    ),
    Example::command(
        Code::Incomplete,
        "minerals score lithium -v",
        "nothing is wrong with the tables: the number is a lower bound, marked `?`. A table of your own \
         with an estimate for whom the source keeps secret (`--production FILE`) closes the gap",
    ),
    Example::command(
        Code::IntraTrade,
        "minerals score cobalt --for EU27 --method exposure --data trade.csv -v",
        "the members' trade with each other is no import of the group; `--intra` counts it",
    )
    .on(AMONG_MEMBERS, &[]),
    Example::command(
        Code::MixedVintage,
        "minerals score lithium --for USA -v",
        "read the years beside the numbers; `--year Y` takes each from the newest year not after Y",
    ),
    Example::command(
        Code::OutputIsInput,
        "minerals score --production production.csv --output production.csv",
        "name another file, and move it over the input once you have looked at it",
    )
    .on(
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2024,226000,t\n",
        )],
        &[],
    ),
    Example::command(
        Code::NoConcentration,
        "minerals score soda-ash -v",
        "the reason stands in the message; another publisher's figures that name the suppliers \
         (`--production FILE`) have a concentration",
    ),
    Example::command(
        Code::NoData,
        "minerals score cobalt --for FRA --data production.csv",
        "`minerals data list` shows what the tables hold; bring tables of your own for the rest, here \
         `--reliance FILE --import-sources FILE`, or `--trade FILE`",
    )
    .on(
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2024,226000,t\n",
        )],
        &[],
    ),
    Example::command(
        Code::NoSplit,
        "minerals score --sector \"artificial intelligence\"",
        "ask for the NACE division that holds it among others, here `--sector C26`, and read its share as that \
         of the whole division",
    ),
    Example::command(
        Code::NoValue,
        "minerals score cobalt --for JPN --data trade.csv -v",
        "give the value of the imports, `value_usd`, if it is known: shares by weight and by value differ",
    )
    .on(
        &[File::new(
            "trade.csv",
            "mineral,stage,exporter,importer,year,quantity,unit,value_usd\n\
             cobalt,refinery,COD,JPN,2024,800,t,\ncobalt,refinery,FIN,JPN,2024,200,t,\n",
        )],
        &[File::new(
            "trade.csv",
            "mineral,stage,exporter,importer,year,quantity,unit,value_usd\n\
             cobalt,refinery,COD,JPN,2024,800,t,9000000\ncobalt,refinery,FIN,JPN,2024,200,t,5000000\n",
        )],
    ),
    Example::command(
        Code::NoGovernance,
        "minerals score nickel -v",
        "`hhi_wgi` keeps bounds and has no value; rank by `--method hhi`, or bring an estimate in a table of \
         your own (`--governance FILE`)",
    ),
    Example::command(
        Code::SetAside,
        "minerals score lithium --production production.csv -v",
        "a supply mix is made of one publisher's rows: give all rows the same `source`, or none",
    )
    .on(
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit,source\n\
             lithium,mine,AUS,2024,88000,t,my notes\n\
             lithium,mine,CHL,2024,49000,t,usgs-mcs-2026\n",
        )],
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit,source\n\
             lithium,mine,AUS,2024,88000,t,my notes\n\
             lithium,mine,CHL,2024,49000,t,my notes\n",
        )],
    ),
    Example::command(
        Code::TooLarge,
        "truncate -s 300M big.csv && minerals score --production big.csv",
        "keep the rows and columns that the question needs; 256 MB are read at most",
    ),
    Example::command(
        Code::TooManyErrors,
        "(echo mineral,stage,country,year,quantity,unit; yes Co,mine,ZRE,2024,9,t | head -n 300) > many.csv; \
         minerals score --production many.csv",
        "mend the first errors: one cause, such as a shifted column, makes most of the others",
    ),
    Example::command(
        Code::TotalMismatch,
        "minerals score pig-iron -v",
        "shares divide by the sum of the rows; look for a missing row or a wrong unit, or name in `excludes` \
         whom the total leaves out",
    ),
    Example::command(
        Code::UnknownLabel,
        "minerals data import wgi wgi.csv --output tables",
        "nothing is guessed: restore the publisher's own label, or wait for an importer that knows the new one",
    )
    .on(
        &[File::new(
            "wgi.csv",
            "dimension,code,country,year,estimate,std_err,num_src,rank,lower,upper\n\
             RuleofLow,COD,Congo,2022,-1.6,0.2,9,3,1,8\n",
        )],
        &[File::new(
            "wgi.csv",
            "dimension,code,country,year,estimate,std_err,num_src,rank,lower,upper\n\
             RuleofLaw,COD,Congo,2022,-1.6,0.2,9,3,1,8\n",
        )],
    ),
    Example::command(
        Code::UnknownMetric,
        "minerals explain hhii cobalt",
        "write `hhi`; `minerals explain` alone lists every metric",
    ),
    Example::command(
        Code::UnknownSector,
        "minerals score --sector baterries",
        "write `batteries`; the message lists every sector with its NACE code",
    ),
    Example::command(
        Code::Unreadable,
        "minerals score --production no-such-file.csv",
        "check the path: it starts at the folder you are in",
    ),
    Example::command(
        Code::YearTooEarly,
        "minerals score cobalt --year 2020 -v",
        "ask for a later year, or leave `--year` out: `minerals data list` shows the years of each table",
    ),
    Example::command(
        Code::YearTooOld,
        "minerals score cobalt --year 2035 -v",
        "ask for an earlier year, or leave `--year` out: `minerals data list` shows the years of each table",
    ),
    Example::command(
        Code::UnknownName,
        "minerals show Kazakstn",
        "write an id, a code, a name or a known alias; the message has the nearest one",
    ),
];
