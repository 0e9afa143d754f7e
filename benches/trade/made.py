"""A made trade file with the heavy tails of a real one, written fast."""

import csv
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
COUNTRIES, PRODUCTS = 226, 5020
LARGEST_TRADERS = (156, 842, 276, 392, 251, 528, 410, 826, 380, 699)  # lead the power laws
WITHOUT_QUANTITY = 0.035
ROWS_AT_ONCE = 250_000
# most of the keys are rare: to draw the last of them would take for ever
MOST_ROWS = COUNTRIES * COUNTRIES * PRODUCTS // 10


def traders(rng):
    """The codes of countries as BACI has them, twice: from the largest exporter and importer down."""
    with open(ROOT / "data/countries.csv", newline="", encoding="utf-8") as file:
        codes = {row["comtrade"] or row["numeric"] for row in csv.DictReader(file)}
    known = {int(code) for code in codes if code}
    others = rng.permutation(sorted(known.difference(LARGEST_TRADERS)))[: COUNTRIES - len(LARGEST_TRADERS)]
    return (np.concatenate([LARGEST_TRADERS, rng.permutation(others)]) for _ in range(2))


def goods(rng):
    """Six-digit codes in chapters 1 to 97, those of minerals among them, in any order."""
    with open(ROOT / "data/hs_codes.csv", newline="", encoding="utf-8") as file:
        minerals = sorted({int(row["hs"]) for row in csv.DictReader(file)})
    others = [
        chapter * 10_000 + heading * 100 + sub
        for chapter in range(1, 98) if chapter != 77
        for heading in range(1, 25)
        for sub in (*range(10, 100, 10), 19, 29, 39, 99)
    ]
    others = rng.permutation(np.setdiff1d(others, minerals))[: PRODUCTS - len(minerals)]
    return rng.permutation(np.concatenate([minerals, others]))


def by_power_law(ranked, exponent):
    """The codes in ascending order, and how likely each is."""
    order, weights = np.argsort(ranked), np.arange(1, len(ranked) + 1) ** -exponent
    return ranked[order], (weights / weights.sum())[order]


def distinct_keys(rng, rows, laws):
    """Exporter, importer and product, each triple once: their places, packed into one number, ascending."""
    taken = np.zeros(COUNTRIES * COUNTRIES * PRODUCTS, dtype=bool)
    while (missing := rows - np.count_nonzero(taken)) > 0:
        for start in range(0, missing, 4 * ROWS_AT_ONCE):
            draws = min(4 * ROWS_AT_ONCE, missing - start) + 100
            i, j, k = (rng.choice(len(law), draws, p=law) for _, law in laws)
            taken[((i * COUNTRIES + j) * PRODUCTS + k)[i != j]] = True
    keys = np.flatnonzero(taken)
    return np.delete(keys, rng.choice(len(keys), len(keys) - rows, replace=False))


def as_text(numbers, least):
    """The decimal digits of each number, right-aligned, and which of them to print: `least` at the least."""
    width = max(least, len(str(int(numbers.max()))))
    text = np.empty((len(numbers), width), dtype=np.uint8)
    shown = np.ones((len(numbers), width), dtype=bool)
    rest = numbers
    for place in range(width):
        if place >= least:
            shown[:, width - 1 - place] = rest > 0
        rest, digit = np.divmod(rest, 10)
        text[:, width - 1 - place] = digit + ord("0")
    return text, shown


def lines(year, i, j, k, v, q, unknown):
    """Rows as bytes: all columns at their full width, then without what is not to be printed."""

    def mark(character):
        return np.full((len(i), 1), ord(character), dtype=np.uint8), np.ones((len(i), 1), dtype=bool)

    parts = []
    columns = [(np.full_like(i, year), 1, ","), (i, 1, ","), (j, 1, ","), (k, 6, ",")]
    columns += [(v // 1000, 1, "."), (v % 1000, 3, ","), (q // 1000, 1, "."), (q % 1000, 3, "\n")]
    for numbers, least, end in columns:
        parts += [as_text(numbers, least), mark(end)]
    for _, shown in parts[-4:-1]:
        shown[unknown] = False
    text, shown = parts[-2]
    text[unknown, :2] = list(b"NA")
    shown[unknown, :2] = True
    return np.hstack([text for text, _ in parts])[np.hstack([shown for _, shown in parts])]


def write_year(out, seed, year, rows, laws):
    """One year of rows, sorted by exporter, importer and product. It does not depend on other years."""
    rng = np.random.default_rng([seed, year])
    exporters, importers, products = (codes for codes, _ in laws)
    keys = distinct_keys(rng, rows, laws)
    for start in range(0, rows, ROWS_AT_ONCE):
        pair, k = np.divmod(keys[start : start + ROWS_AT_ONCE], PRODUCTS)
        i, j = np.divmod(pair, COUNTRIES)
        value = rng.lognormal(2.2, 2.9, len(k))
        quantity = value / rng.lognormal(1.2, 1.5, len(k))
        v, q = (np.maximum(1, np.rint(1000 * x)).astype(np.int64) for x in (value, quantity))
        unknown = rng.random(len(k)) < WITHOUT_QUANTITY
        out.write(lines(year, exporters[i], importers[j], products[k], v, q, unknown).tobytes())


def write(path, rows, years, seed):
    """So many rows, of all years together."""
    rng = np.random.default_rng(seed)
    exporters, importers = traders(rng)
    ranked = ((exporters, 1.05), (importers, 0.75), (goods(rng), 0.35))
    laws = [by_power_law(codes, exponent) for codes, exponent in ranked]
    half = path.with_name(path.name + ".part")
    with open(half, "wb") as out:
        out.write(b"t,i,j,k,v,q\n")
        for at, year in enumerate(years):
            share = rows // len(years) + (at < rows % len(years))
            write_year(out, seed, year, share, laws)
    half.replace(path)
