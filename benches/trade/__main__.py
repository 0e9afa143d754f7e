"""How fast `minerals trade` is on trade files of full size, beside databases that answer the same.

    pip install numpy duckdb chdb
    cargo build --release
    python3 benches/trade generate trade.csv 11000000
    python3 benches/trade compare trade.csv
    python3 benches/trade one trade.csv --for 842 --product 284690
    python3 benches/trade curve years/

generate  writes a made file in the layout of CEPII BACI: t,i,j,k,v,q (year, exporter, importer, product,
          thousand USD, tonnes or NA). The same seed gives the same bytes.
compare   asks every program, in a process of its own, for the concentration of the exporters of each
          importer and product, the top exporter and its share, as a sorted CSV file; prints medians, and
          whether the answers agree to 1e-9. Exit 1 if they do not. Made files and BACI have one row for an
          exporter, importer and product; where a file has more, the short queries square each row for
          itself, and only the one that sums rows first can agree.
one       asks for one importer and one product, beside `grep`.
curve     asks for one, two, five and ten files, each of one year.

Programs take turns, round by round, so that a busy moment of the machine hits all of them. CPU is user
and system time of all threads. Memory is the peak of the resident set; a program that starts out of this
one cannot be seen below this one's own, which is why small peaks read "<= 17". The databases run inside
Python: what its start and their import cost stands in lines of their own. An engine that is not
installed is named and left out; only `generate` needs numpy. Only ratios within one run carry over to
another machine.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from agreement import check
from programs import Program, chdb, cores, duckdb, installed, measure, minerals, print_table, start_of, stop

ROOT = Path(__file__).resolve().parents[2]


def generate(args):
    first, _, last = args.years.partition("-")
    years = range(int(first), int(last or first) + 1)
    try:
        from made import MOST_ROWS, write
    except ImportError:
        stop("`generate` needs numpy: pip install numpy")
    if not years or not len(years) <= args.rows <= MOST_ROWS * len(years):
        stop(f"each year takes 1 to {MOST_ROWS} rows")
    write(args.out, args.rows, years, args.seed)


def years_of(file):
    """The first and the last year of a file that is sorted by year."""
    with open(file, "rb") as rows:
        if next(rows).strip() != b"t,i,j,k,v,q":
            stop(f"{file}: the header is not t,i,j,k,v,q")
        first = next(rows)
        rows.seek(max(0, file.stat().st_size - 200))
        return [int(row.split(b",")[0]) for row in (first, rows.read().splitlines()[-1])]


def introduce(args, *names):
    asked = subprocess.run([args.minerals, "--version"], capture_output=True, text=True, check=True)
    engines = {name: found for name in names if (found := installed(name))}
    print(", ".join([asked.stdout.strip(), *map(" ".join, engines.items())]) + "\n")
    return engines


def compare(args, work):
    engines, file = introduce(args, "duckdb", "chdb"), args.file.resolve()
    first, last = years_of(file)
    keys = "j, k" if first == last else "j, k, t"
    ours = minerals("`minerals trade`", args, [file], work / "minerals.csv")
    databases = []
    if "duckdb" in engines:
        databases.append(duckdb("DuckDB", file, work / "duckdb.csv", keys))
        name = "DuckDB, repeated rows summed first"
        databases.append(duckdb(name, file, work / "summed.csv", keys, summed=True))
    if "chdb" in engines:
        databases.append(chdb("chDB", file, work / "chdb.csv", keys))
    others = [start_of(engine) for engine in engines]
    others.append(Program("`wc -l`", ["wc", "-l", str(file)], stdout=work / "wc"))
    others.append(Program("`cat` to nowhere", ["cat", str(file)]))
    also = []
    if "pipe" in args.also:
        pipe = "sh", "-c", 'cat "$0" | "$@"', str(file)
        also.append(minerals("`cat` into `minerals trade -`", args, ["-"], work / "pipe.csv", before=pipe))
    if "gzip" in args.also:
        packed = work / "trade.csv.gz"
        Program("gzip", ["gzip", "-c", str(file)], stdout=packed).run(work)
        also.append(minerals("`minerals trade`, gzip", args, [packed], work / "packed.csv"))
        if "duckdb" in engines:
            others.append(duckdb("DuckDB, gzip", packed, work / "duckdb-packed.csv", keys))
        others.append(Program("`gzip -dc` to nowhere", ["gzip", "-dc", str(packed)]))
    programs = [ours, *also, *databases, *others]
    measure([Program("", ["cat", str(file)])], 1, work)
    measure(programs, args.rounds, work)
    print_table(programs)
    same = len(set.union(*(program.answers for program in (ours, *also)))) == 1
    rows = int((work / "wc").read_text().split()[0]) - 1
    print(f"{rows:,} rows of data, {file.stat().st_size:,} bytes")
    print("every run of minerals gave " + ("the same bytes" if same else "OTHER BYTES"))
    return check(file, ours, databases, first) and same


def one(args, work):
    engines, file = introduce(args, "duckdb"), args.file.resolve()
    first, last = years_of(file)
    keys = "j, k" if first == last else "j, k, t"
    chosen = "--for", args.importer, "--product", args.product
    programs = [minerals("`minerals trade`", args, [file], work / "minerals.csv", *chosen)]
    # into a file: GNU grep stops at its first match where nobody reads
    pattern = f",{args.importer},{args.product},"
    programs.append(Program("`grep`", ["grep", pattern, str(file)], stdout=work / "grep"))
    databases = []
    if "duckdb" in engines:
        where = f"where j = {args.importer} and k = '{args.product}'"
        databases.append(duckdb("DuckDB", file, work / "duckdb.csv", keys, where))
        programs += [*databases, start_of("duckdb")]
    programs.append(Program("`cat` to nowhere", ["cat", str(file)]))
    measure([Program("", ["cat", str(file)])], 1, work)
    measure(programs, args.rounds, work)
    print_table(programs)
    rows = (work / "grep").read_bytes().count(b"\n")
    with open(work / "minerals.csv", newline="", encoding="utf-8") as answer:
        suppliers = sum(int(row["suppliers"]) for row in csv.DictReader(answer))
    print(f"{suppliers} suppliers, {rows} lines of grep")
    return check(file, programs[0], databases, first) and suppliers == rows


def curve(args, work):
    introduce(args)
    args.folder.mkdir(parents=True, exist_ok=True)
    files = [args.folder / f"trade-{args.rows}-{2013 + at}.csv" for at in range(max(args.files))]
    for year, file in enumerate(files, 2013):
        if not file.exists():
            made = [sys.executable, Path(__file__).parent, "generate", file, str(args.rows)]
            subprocess.run([*made, "--years", str(year), "--seed", str(args.seed)], check=True)
    programs = [minerals(str(count), args, files[:count], work / f"{count}.csv") for count in args.files]
    measure(programs, args.rounds, work)
    print("| files | rows | bytes | groups | wall s | CPU s | peak MiB | s a million rows | bytes a group |")
    print("|---:" * 9 + "|")
    for count, program in zip(args.files, programs):
        wall, cpu, peak = program.medians()
        with open(program.answer, "rb") as answer:
            groups = sum(1 for _ in answer) - 1
        size = sum(file.stat().st_size for file in files[:count])
        rows = count * args.rows
        print(f"| {count} | {rows:,} | {size:,} | {groups:,} | {wall:.2f} | {cpu:.2f} | {peak / 2**20:.0f} "
              f"| {wall / rows * 1e6:.3f} | {peak / groups:.0f} |")
    print(f"\nmedians of {args.rounds} rounds, {cores()} cores")
    return True


def arguments():
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="trade", description=__doc__, formatter_class=as_written)
    commands = parser.add_subparsers(dest="command", required=True)

    made = commands.add_parser("generate", help="write a made trade file")
    made.add_argument("out", type=Path)
    made.add_argument("rows", type=int, help="of all years together")
    made.add_argument("--seed", type=int, default=42)
    made.add_argument("--years", default="2022", metavar="Y1-Y2")

    measured = argparse.ArgumentParser(add_help=False)
    measured.add_argument("--minerals", type=Path, default=ROOT / "target/release/minerals", metavar="PATH")
    measured.add_argument("--work", type=Path, metavar="FOLDER", help="for answers; default: the system's")

    all_groups = commands.add_parser("compare", parents=[measured], help="every importer and product")
    all_groups.add_argument("file", type=Path)
    all_groups.add_argument("--also", action="append", default=[], choices=["gzip", "pipe"])

    one_group = commands.add_parser("one", parents=[measured], help="one importer and one product")
    one_group.add_argument("file", type=Path)
    one_group.add_argument("--for", dest="importer", required=True, metavar="CODE", help="as in the file")
    one_group.add_argument("--product", required=True, metavar="CODE", help="six digits: 284690")

    growth = commands.add_parser("curve", parents=[measured], help="one, two, five and ten years")
    growth.add_argument("folder", type=Path)
    growth.add_argument("--files", type=int, nargs="+", default=[1, 2, 5, 10])
    growth.add_argument("--rows", type=int, default=11_000_000, help="of each file")
    growth.add_argument("--seed", type=int, default=42)
    for parser_of_rounds, rounds in ((all_groups, 3), (one_group, 5), (growth, 3)):
        parser_of_rounds.add_argument("--rounds", type=int, default=rounds)
    return parser.parse_args()


def main():
    args = arguments()
    if args.command == "generate":
        return generate(args)
    if not shutil.which(args.minerals):
        stop(f"no program at {args.minerals}: run `cargo build --release`, or name one with --minerals PATH")
    args.minerals = args.minerals.resolve()
    with tempfile.TemporaryDirectory(dir=args.work) as work:
        agreed = {"compare": compare, "one": one, "curve": curve}[args.command](args, Path(work))
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()
