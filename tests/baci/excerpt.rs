//! What becomes of each kind of row.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::{Compression, GzBuilder};
use minerals::sources::Publication;

use super::{HS17, HS92, import, run};

const TRADE: &str = "\
mineral,stage,product,exporter,importer,year,quantity,unit,value_usd,note,source
sulfur,refinery,250310,CHN,TWN,2022,,,45830,,baci-hs92:4
phosphate-rock,mine,251010,ARE,GHA,2022,,,1019,,baci-hs17-202601:3
copper,mine,260300,KAZ,CHN,2024,1618750.518,t,2903029715,,baci-hs92:3
uranium,mine,261210,NAM,CAN,2022,460.566,t,53314014,,baci-hs92:9
ilmenite,mine,261400,CMR,ZAF,2024,0.064,t,49,basket,baci-hs92:10
rutile,mine,261400,CMR,ZAF,2024,0.064,t,49,basket,baci-hs92:10
titanium,mine,261400,CMR,ZAF,2024,0.064,t,49,,baci-hs92:10
titanium-mineral-concentrates,mine,261400,CMR,ZAF,2024,0.064,t,49,,baci-hs92:10
lithium,refinery,283691,CHL,CHN,2023,92960.608,t,3988056604,,baci-hs92:5
cerium,refinery,284610,CHN,USA,2024,1278.453,t,3438998,,baci-hs92:6
light-rare-earths,refinery,284610,CHN,USA,2024,1278.453,t,3438998,,baci-hs92:6
rare-earths,refinery,284610,CHN,USA,2024,1278.453,t,3438998,,baci-hs92:6
copper,refinery,740311,TWN,BGD,2022,,,824206,,baci-hs17-202601:5
gallium,refinery,811292,CHN,DEU,2022,,,12104660,basket,baci-hs17-202601:4
germanium,refinery,811292,CHN,DEU,2022,,,12104660,basket,baci-hs17-202601:4
hafnium,refinery,811292,CHN,DEU,2022,,,12104660,basket,baci-hs17-202601:4
indium,refinery,811292,CHN,DEU,2022,,,12104660,basket,baci-hs17-202601:4
niobium,refinery,811292,CHN,DEU,2022,,,12104660,basket,baci-hs17-202601:4
rhenium,refinery,811292,CHN,DEU,2022,,,12104660,basket,baci-hs17-202601:4
vanadium,refinery,811292,CHN,DEU,2022,,,12104660,basket,baci-hs17-202601:4
";

fn trade(hs92: &str, hs17: &str) -> String {
    run(&[("hs92.csv", hs92), ("baci_2022.csv", hs17)]).unwrap().tables["trade"].clone()
}

#[test]
fn values_are_whole_dollars_and_a_shared_code_gives_a_row_of_each_mineral() {
    assert_eq!(trade(HS92, HS17), TRADE);
}

#[test]
fn every_row_of_the_publisher_is_used_or_set_aside_for_a_reason() {
    let imported = run(&[("hs92.csv", HS92), ("baci_2022.csv", HS17)]).unwrap();
    let [hs92, hs17] = ["hs92.csv", "baci_2022.csv"].map(|name| &imported.accounts[name]);
    let reasons = |pairs: &[(&str, usize)]| {
        pairs.iter().map(|(reason, rows)| ((*reason).to_owned(), *rows)).collect::<BTreeMap<_, _>>()
    };
    assert_eq!((hs92.rows, hs92.used), (9, 6));
    let aside = [
        ("of another year", 1),
        ("coal for burning, oil and gas", 1),
        ("scrap of precious metals, whichever", 1),
    ];
    assert_eq!(hs92.set_aside, reasons(&aside));
    assert_eq!((hs17.rows, hs17.used), (5, 3));
    let aside =
        [("the code is taken from another edition", 1), ("HS92 has the goods under a code of its own", 1)];
    assert_eq!(hs17.set_aside, reasons(&aside));
    assert!(hs92.balances() && hs17.balances());
}

#[test]
fn a_quantity_that_is_not_known_is_empty_and_never_zero() {
    for mark in ["", "NA", "         NA"] {
        let text = HS92.replace(",92960.608", &format!(",{mark}"));
        assert!(trade(&text, HS17).contains("CHL,CHN,2023,,,3988056604"), "`{mark}`");
    }
    assert!(trade(&HS92.replace(",92960.608", ",0.0"), HS17).contains("CHL,CHN,2023,0,t,3988056604"));
}

#[test]
fn a_country_is_known_by_the_publishers_letters_and_numbers() {
    let by_number = HS92.replace("KAZ,CHN,260300", "398,156,260300").replace("CHN,S19", "156,490");
    assert_eq!(trade(&by_number, HS17), TRADE);
    for (number, code) in [("251", "FRA"), ("699", "IND"), ("757", "CHE"), ("579", "NOR"), ("842", "USA")] {
        let text = HS92.replace("KAZ,CHN,260300", &format!("{number},CHN,260300"));
        assert!(trade(&text, HS17).contains(&format!("copper,mine,260300,{code},CHN")), "{number}");
    }
}

#[test]
fn neither_the_order_of_rows_nor_packing_changes_the_table() {
    let reversed = |text: &str| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        lines.join("\n")
    };
    let without_lines = |table: String| -> String {
        table.lines().map(|row| row.rsplit_once(':').map_or(row, |(row, _)| row)).collect()
    };
    assert_eq!(without_lines(trade(&reversed(HS92), &reversed(HS17))), without_lines(TRADE.to_owned()));

    let mut packer = GzBuilder::new().write(Vec::new(), Compression::fast());
    packer.write_all(HS92.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let files = [("hs92.csv.gz", packed.as_slice()), ("baci_2022.csv", HS17.as_bytes())];
    let files = files.map(|(name, bytes)| Publication { name, bytes });
    assert_eq!(import(&files).unwrap().tables["trade"], TRADE);
}
