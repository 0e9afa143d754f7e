"""Whether two answers agree, line by line, without holding either in memory."""

import csv
import math
from collections import defaultdict

from programs import stop

TOLERANCE = 1e-9


def groups(path, names, year):
    """Each group of an answer: (importer, product, year), HHI, top exporter, its share. In its order."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows)
        j, k, t, hhi, top, share = (header.index(name) if name in header else None for name in names)
        if None in (j, k, hhi, top, share):
            stop(f"of the columns {', '.join(names)} one is missing: {', '.join(header)}")
        for row in rows:
            key = int(row[j]), row[k].zfill(6), year if t is None else int(row[t])
            yield key, float(row[hhi] or "nan"), int(row[top] or -1), float(row[share] or "nan")


def of_minerals(path):
    names = "importer.code", "product", "year", "hhi.value", "top_supplier.code", "top_supplier.share"
    return groups(path, names, None)


def of_database(path, year):
    return groups(path, ("j", "k", "t", "hhi", "top", "share"), year)


def differences(ours, theirs):
    """Walks two sorted answers side by side."""
    found = {"groups": 0, "only here": 0, "only there": 0, "hhi": 0.0, "share": 0.0, "tops": []}
    a, b = next(ours, None), next(theirs, None)
    while a or b:
        if b is None or (a and a[0] < b[0]):
            found["only here"] += 1
            a = next(ours, None)
        elif a is None or b[0] < a[0]:
            found["only there"] += 1
            b = next(theirs, None)
        else:
            found["groups"] += 1
            for name, x, y in (("hhi", a[1], b[1]), ("share", a[3], b[3])):
                if not (math.isnan(x) and math.isnan(y)):
                    # a number beside none is as far off as can be
                    found[name] = max(found[name], math.inf if math.isnan(x - y) else abs(x - y))
            if a[2] != b[2]:
                found["tops"].append((a[0], a[2], b[2]))
            a, b = next(ours, None), next(theirs, None)
    return found


def not_tied(file, tops):
    """Of the top exporters that differ, those that the file does not bear out: of equal sums, in whole
    thousandths, minerals names the lowest code, a database any."""
    sums = {key: defaultdict(int) for key, _, _ in tops}
    if tops:
        with open(file, encoding="ascii") as rows:
            next(rows)
            for row in rows:
                t, i, j, k, v, _ = row.split(",")
                group = sums.get((int(j), k.zfill(6), int(t)))
                if group is not None:
                    group[int(i)] += round(float(v) * 1000)
    return [
        (key, here, there) for key, here, there in tops if sums[key][here] != sums[key][there] or here > there
    ]


def check(file, ours, databases, year):
    """Says how far the answers lie apart; true where they agree."""
    agreed = True
    for program in databases:
        found = differences(of_minerals(ours.answer), of_database(program.answer, year))
        wrong = not_tied(file, found["tops"])
        print(f"{program.name}: {found['groups']:,} groups in both, {found['only here']} only in minerals, "
              f"{found['only there']} only there; largest difference {found['hhi']:.1e} (HHI), "
              f"{found['share']:.1e} (share); {len(found['tops'])} other top exporters, "
              f"{len(found['tops']) - len(wrong)} of them tied")
        for (j, k, t), here, there in wrong[:5]:
            print(f"  {j}, {k}, {t}: {here} in minerals, {there} there")
        missing = found["only here"] + found["only there"]
        agreed &= not missing and not wrong and max(found["hhi"], found["share"]) <= TOLERANCE
    if databases:
        print("the answers agree" if agreed else "THE ANSWERS DIFFER")
    else:
        print("no engine to check the answer against")
    return agreed
