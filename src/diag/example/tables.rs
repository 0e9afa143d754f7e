//! Examples of what can be wrong with a row, a header, a file, or several of them together.

use super::{Example, File};
use crate::diag::Code;

const SOUND: &[File] = &[File::new(
    "production.csv",
    "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2024,226000,t\n",
)];

pub(super) const EXAMPLES: &[Example] = &[
    Example::files(
        Code::BadEncoding,
        &[File {
            name: "production.csv",
            bytes: b"mineral,stage,country,year,quantity,unit\nmanganese,mine,C\xf4te d'Ivoire,2024,360,kt\n",
        }],
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\nmanganese,mine,Côte d'Ivoire,2024,360,kt\n",
        )],
    ),
    Example::files(
        Code::BadJson,
        &[File::new(
            "governance.json",
            "[\n\
             {\"country\": \"COD\", \"year\": 2022, \"dimension\": \"rule-of-law\",\n \
             \"estimate\": -1.6, \"edition\": \"wgi-2023\"},\n\
             ]\n",
        )],
        &[File::new(
            "governance.json",
            "[\n\
             {\"country\": \"COD\", \"year\": 2022, \"dimension\": \"rule-of-law\",\n \
             \"estimate\": -1.6, \"edition\": \"wgi-2023\"}\n\
             ]\n",
        )],
    ),
    Example::files(
        Code::MergeConflict,
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\n\
             <<<<<<< HEAD\n\
             cobalt,mine,COD,2024,226000,t\n\
             =======\n\
             cobalt,mine,COD,2024,220000,t\n\
             >>>>>>> press\n",
        )],
        SOUND,
    ),
    Example::files(
        Code::NotATable,
        &[File::new(
            "production.csv",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22e\nsize 12345\n",
        )],
        SOUND,
    ),
    Example::files(
        Code::WrongTable,
        &[File::new("production.csv", "t,i,j,k,v,q\n2023,156,392,284690,500,20\n")],
        &[File::new(
            "trade.csv",
            "mineral,stage,product,exporter,importer,year,quantity,unit,value_usd\n\
             rare-earths,refinery,284690,CHN,JPN,2023,20,t,500000\n",
        )],
    ),
    Example::files(
        Code::BadQuote,
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\nlithium,mine,\"Chile,2024,49000,t\n",
        )],
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\nlithium,mine,\"Chile\",2024,49000,t\n",
        )],
    ),
    Example::files(
        Code::BadRow,
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2024,226,000,t\n",
        )],
        SOUND,
    ),
    Example::files(
        Code::BadSeparator,
        &[File::new(
            "production.csv",
            "mineral;stage;country;year;quantity;unit\ncobalt;mine;COD;2024;226000;t\n",
        )],
        SOUND,
    ),
    Example::files(
        Code::DuplicateColumn,
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,year,quantity,unit\ncobalt,mine,COD,2024,2025,226000,t\n",
        )],
        SOUND,
    ),
    Example::files(
        Code::DuplicateRow,
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\n\
             cobalt,mine,COD,2024,226000,t\n\
             cobalt,mine,Congo (Kinshasa),2024,220000,t\n",
        )],
        SOUND,
    ),
    Example::files(
        Code::DuplicateTable,
        &[
            File::new(
                "production.csv",
                "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2024,226000,t\n",
            ),
            File::new(
                "production.json",
                "[{\"mineral\": \"lithium\", \"stage\": \"mine\", \"country\": \"CHL\",\n  \
                 \"year\": 2024, \"quantity\": 49000, \"unit\": \"t\"}]\n",
            ),
        ],
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit\n\
             cobalt,mine,COD,2024,226000,t\n\
             lithium,mine,CHL,2024,49000,t\n",
        )],
    ),
    Example::files(
        Code::EmptyTable,
        &[File::new("production.csv", "mineral,stage,country,year,quantity,unit\n")],
        SOUND,
    ),
    Example::files(
        Code::MissingColumn,
        &[File::new("production.csv", "mineral,stage,country,year,quantity\ncobalt,mine,COD,2024,226000\n")],
        SOUND,
    ),
    Example::files(
        Code::MixedEditions,
        &[File::new(
            "governance.csv",
            "country,year,dimension,estimate,edition\n\
             COD,2021,rule-of-law,-1.7,wgi-2023\n\
             COD,2022,rule-of-law,-1.5,wgi-2024\n",
        )],
        &[File::new(
            "governance.csv",
            "country,year,dimension,estimate,edition\n\
             COD,2021,rule-of-law,-1.7,wgi-2023\n\
             COD,2022,rule-of-law,-1.6,wgi-2023\n",
        )],
    ),
    Example::files(
        Code::SharesAboveOne,
        &[File::new(
            "import_sources.csv",
            "mineral,stage,importer,exporter,period,share\n\
             gallium,refinery,USA,CAN,2021-2024,0.58\n\
             gallium,refinery,USA,JPN,2021-2024,0.47\n",
        )],
        &[File::new(
            "import_sources.csv",
            "mineral,product,stage,importer,exporter,period,share\n\
             gallium,metal,refinery,USA,CAN,2021-2024,0.58\n\
             gallium,metal,refinery,USA,other,2021-2024,0.42\n\
             gallium,arsenide,refinery,USA,JPN,2021-2024,0.47\n\
             gallium,arsenide,refinery,USA,other,2021-2024,0.53\n",
        )],
    ),
    Example::files(
        Code::TableByColumns,
        &[File::new(
            "plants.csv",
            "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2024,226000,t\n",
        )],
        SOUND,
    ),
    Example::files(
        Code::UnknownColumn,
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit,remark\ncobalt,mine,COD,2024,226000,t,by ship\n",
        )],
        &[File::new(
            "production.csv",
            "mineral,stage,country,year,quantity,unit,note\ncobalt,mine,COD,2024,226000,t,by ship\n",
        )],
    ),
    Example::files(
        Code::UnknownTable,
        &[File::new("plants.csv", "metal,place,tons\ncobalt,COD,226000\n")],
        SOUND,
    ),
];
