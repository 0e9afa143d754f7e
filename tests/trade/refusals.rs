//! What is wrong with a trade file is told with its place, and the same way each time.

use super::common::baci::rows;
use super::common::{folder, json, refused};
use super::{file, gzip, shuffled};

#[test]
fn what_is_wrong_names_the_line_wherever_it_stands() {
    let here = folder("trade-wrong");
    let text = rows(30_000, 9);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, row) in
        [(1, "2022,4,8,2836,1.0,1.0"), (20_000, "2022,4,8,283691,x,1.0"), (29_999, "2022,4,4,283691,1.0,1.0")]
    {
        lines[at] = row.to_owned();
    }
    let path = file(&here, "wrong.csv", (lines.join("\n") + "\n").as_bytes());
    let told = refused(&["trade", &path]);
    for (line, code) in [(2, "bad-number"), (20_001, "bad-number"), (30_000, "bad-party")] {
        assert!(told.contains(&format!("wrong.csv:{line}:")) && told.contains(code), "{line}: {told}");
    }
    assert!(told.contains("3 errors"), "{told}");

    for (name, bytes, code) in [
        ("empty.csv", "", "empty-table"),
        ("header.csv", "t,i,j,k,v,q\n", "empty-table"),
        ("narrow.csv", "t,i,j,k,v,q\n2022,4,8,283691,1.0\n", "bad-row"),
        ("open.csv", "t,i,j,k,v,q\n2022,4,8,283691,\"1.0,1\n", "bad-quote"),
        ("fine.csv", "t,i,j,k,v,q\n2022,4,8,283691,1.0001,1\n", "bad-number"),
        ("minus.csv", "t,i,j,k,v,q\n2022,4,8,283691,-1,1\n", "bad-number"),
        ("year.csv", "t,i,j,k,v,q\n1492,4,8,283691,1,1\n", "bad-period"),
        ("lacks.csv", "t,i,j,k,q\n2022,4,8,283691,1\n", "missing-column"),
        ("semicolons.csv", "t;i;j;k;v;q\n2022;4;8;283691;1;1\n", "bad-separator"),
        (
            "other.csv",
            "mineral,stage,country,year,quantity,unit\ncobalt,mine,CHL,2022,1,t\n",
            "missing-column",
        ),
        ("zip.csv", "PK\u{3}\u{4}xl/", "not-a-table"),
        ("nul.csv", "t,i,j,k,v,q\n2022,4,8,283691,1,1\n\0\n", "bad-encoding"),
        ("returns.csv", "t,i,j,k,v,q\r2022,4,8,283691,1,1\r", "bad-row"),
        ("huge.csv", "t,i,j,k,v,q\n2022,4,8,283691,1e16,1\n", "bad-number"),
    ] {
        let told = refused(&["trade", &file(&here, name, bytes.as_bytes())]);
        assert!(told.contains(&format!("error[{code}]")), "{name}: {told}");
    }
    let latin = file(&here, "latin.csv", b"t,i,j,k,v,q\n2022,4,8,283691,1,1\n2022,C\xf4te,8,283691,1,1\n");
    let told = refused(&["trade", &latin]);
    assert!(told.contains("error[bad-encoding]") && told.contains("latin.csv:3:"), "{told}");
    let long = format!("t,i,j,k,v,q\n2022,4,8,283691,{},1\n", "1".repeat(400_000));
    assert!(refused(&["trade", &file(&here, "long.csv", long.as_bytes())]).contains("error[too-large]"));
    let cut = gzip(text.as_bytes());
    assert!(refused(&["trade", &file(&here, "cut.gz", &cut[..cut.len() / 2])]).contains("cut short"));
    assert!(refused(&["trade", here.to_str().unwrap()]).contains("is a folder"));
    assert!(refused(&["trade", "no-such.csv"]).contains("no such file"));
    assert!(refused(&["trade", "-", "--for", "EU27", "--strict"]).contains("`<stdin>` comes once"));
    assert!(refused(&["trade", "-", "-"]).contains("named twice"));
    let sound = file(&here, "sound.csv", text.as_bytes());
    let told = refused(&["trade", &sound, "no-such.csv"]);
    assert!(told.contains("1 error in no-such.csv"), "{told}");
    assert!(refused(&["trade", &sound, &sound]).contains("is named twice"));
    assert!(refused(&["trade", &sound, "--min-value", "1e15"]).contains("error[no-data]"));
    assert!(
        refused(&["trade", &sound, "--product", "lithium"]).contains("did you mean `--mineral 'lithium'`?")
    );
    assert!(refused(&["trade", &sound, "-f", "sarif"]).starts_with("error: `trade imports` has no findings"));
    assert!(refused(&["trade", &sound, "--for", "Atlantis"]).contains("unknown country `Atlantis`"));
    assert!(refused(&["trade", &sound, "--for", "999"]).contains("error[no-data]"));
    assert!(refused(&["trade", &sound, "-o", &sound]).contains("it is an input of this run"));
    assert_eq!(std::fs::read_to_string(&sound).unwrap(), text);
}

#[test]
fn a_column_without_a_use_is_told_and_errors_are_the_same_out_of_order() {
    let here = folder("trade-columns");
    let text: String = rows(20_000, 11).lines().map(|line| format!("{line},x\n")).collect();
    let path = file(&here, "more.csv", text.replacen(",x", ",extra", 1).as_bytes());
    let told = json(&["trade", &path])["warnings"].clone();
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    assert_eq!(told[0]["code"], "unknown-column");

    let wrong = shuffled(&rows(60_000, 12), 3).replace(",283691,", ",28369,");
    let wrong = file(&here, "wrong.csv", wrong.replace(",28369,1", ",2836,1").as_bytes());
    let first = refused(&["trade", &wrong]);
    assert!(first.contains("`2836` is not a code of six digits"), "{first}");
    for _ in 0..3 {
        assert_eq!(refused(&["trade", &wrong]), first);
    }
}

#[test]
fn two_hundred_errors_are_enough_and_are_the_first() {
    let here = folder("trade-many-errors");
    let text = rows(60_000, 10).replace(".0", ".o");
    let path = file(&here, "wrong.csv", text.as_bytes());
    let first = refused(&["trade", &path]);
    assert!(first.contains("stopped after 200 errors"), "{first}");
    for _ in 0..3 {
        assert_eq!(refused(&["trade", &path]), first);
    }
}
