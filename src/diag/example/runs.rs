//! Examples of runs that are compared, and of trade files.

use super::{Example, File};
use crate::diag::Code;

pub(super) const EXAMPLES: &[Example] = &[
    Example::command(
        Code::CutRun,
        "minerals score --top 3 -f json > old.json; minerals score --top 4 -f json > new.json; \
         minerals compare old.json new.json -v",
        "write the runs without `--top`; `compare --top N` cuts what is shown of them",
    ),
    Example::command(
        Code::NotARun,
        "minerals methods -f json > methods.json; minerals compare methods.json methods.json",
        "compare answers about minerals, whole, as `minerals score --format json` writes them",
    ),
    Example::command(
        Code::OtherFormat,
        "minerals compare old.json old.json",
        "read it with the version of `minerals` that wrote it, or write it anew with this one",
    )
    .on(
        &[File::new(
            "old.json",
            "{\"format_version\": \"9.0\", \"tool\": {\"name\": \"minerals\", \"version\": \"9.9.9\"},\n \
             \"command\": \"score\", \"inputs\": [], \"parameters\": {}, \"results\": [], \"warnings\": []}\n",
        )],
        &[File::new(
            "old.json",
            "{\"format_version\": \"1.0\", \"tool\": {\"name\": \"minerals\", \"version\": \"0.1.0\"},\n \
             \"command\": \"score\", \"inputs\": [], \"parameters\": {}, \"results\": [], \"warnings\": []}\n",
        )],
    ),
    Example::command(Code::RepeatedFlow, "minerals trade baci.csv -v", "").on(
        &[File::new("baci.csv", "t,i,j,k,v,q\n2022,36,392,283691,5.1,2\n2022,36,392,283691,4.0,1\n")],
        &[File::new("baci.csv", "t,i,j,k,v,q\n2022,36,392,283691,9.1,3\n")],
    ),
    Example::command(Code::SeveralCodes, "minerals trade baci.csv -v", "").on(
        &[File::new("baci.csv", "t,i,j,k,v,q\n2022,840,392,283691,5.1,2\n2022,842,392,283691,4.0,1\n")],
        &[File::new("baci.csv", "t,i,j,k,v,q\n2022,842,392,283691,9.1,3\n")],
    ),
    Example::command(
        Code::UnexplainedMove,
        "minerals score cobalt -f json > old.json; sed s/0.73/0.71/ old.json > new.json; \
         minerals compare old.json new.json -v",
        "write both runs anew: a number in one of them was changed by hand, or by another build of the program",
    ),
    Example::command(
        Code::UnlikeRuns,
        "minerals score cobalt -f json > old.json; minerals show cobalt -f json > new.json; \
         minerals compare old.json new.json",
        "write both runs with the same command",
    ),
];
