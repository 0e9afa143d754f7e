//! How the build packs the table: what it cannot pack exactly stops it.

use super::pack::pack;

const HEADER: &str = "mineral,stage,product,exporter,importer,year,quantity,unit,value_usd,note,source\n";

fn packed(rows: &[&str]) -> Result<(usize, String), String> {
    pack(&(HEADER.to_owned() + &rows.join("\n")), "abc").map(|packed| (packed.flows.len(), packed.code))
}

#[test]
fn rows_of_one_flow_are_one_record_of_fifteen_bytes() {
    let (bytes, code) = packed(&[
        "ilmenite,mine,261400,CMR,ZAF,2024,0.064,t,49,basket,baci-hs92:10",
        "rutile,mine,261400,CMR,ZAF,2024,0.064,t,49,basket,baci-hs92:10",
        "ilmenite,mine,261400,CMR,ZAF,2023,,,49,basket,baci-hs92:11",
        "rutile,mine,261400,CMR,ZAF,2023,,,49,basket,baci-hs92:11",
    ])
    .unwrap();
    assert_eq!(bytes, 2 * 15);
    assert!(code.contains("rows: 4, countries: &[\"CMR\", \"ZAF\"]"), "{code}");
    assert_eq!(code.matches("Block {").count(), 2, "a year is a block");
    assert!(code.contains("year: 2023, source: \"baci-hs92\", line: 4, flows: 1,"), "{code}");
}

#[test]
fn what_does_not_fit_stops_the_build() {
    let sound = "tin,mine,260900,BOL,CHN,2024,1.5,t,2000,,baci-hs92:7";
    assert!(packed(&[sound]).is_ok());
    for (from, to) in [
        ("mine", "smelter"),
        (",t,", ",kg,"),
        (",1.5,t,", ",,t,"),
        ("1.5", "1.2345"),
        ("1.5", "1099511627.775"), // the mark for no quantity
        ("1.5", "x"),
        ("2000", "2000.5"),
        ("2000", "1099511627776"),
        ("2000", ""),
        ("baci-hs92:7", "baci-hs92"),
        ("baci-hs92:7", "baci-hs92:x"),
        ("baci-hs92:7", "baci-hs92:16777216"),
        ("tin,", "\"tin, white\","),
        ("tin,", ""),
    ] {
        let row = sound.replace(from, to);
        assert_ne!(row, sound);
        assert!(packed(&[&row]).is_err(), "{row}");
    }
    assert!(pack("mineral,stage\n", "abc").is_err());
}
