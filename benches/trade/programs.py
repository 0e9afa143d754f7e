"""The programs that are compared, and what each run of them takes."""

import hashlib
import os
import resource
import subprocess
import sys
import time
from pathlib import Path


class Program:
    def __init__(self, name, command, answer=None, stdout=None):
        self.name, self.command, self.answer, self.stdout = name, command, answer, stdout
        self.runs, self.answers = [], set()

    def run(self, folder):
        """One run: wall and CPU seconds, and bytes of memory at the peak."""
        with open(self.stdout or os.devnull, "wb") as out, open(folder / "stderr", "w+b") as err:
            start = time.perf_counter()
            child = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                     env={**os.environ, "LC_ALL": "C"})
            _, status, used = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode != 0:
                err.seek(0)
                said = err.read().decode(errors="replace").strip()
                stop(f"{self.name} failed ({child.returncode}): {said}")
        self.runs.append((wall, used.ru_utime + used.ru_stime, peak_bytes(used)))
        if self.answer:
            if not self.answer.exists():
                stop(f"{self.name} wrote no answer")
            with open(self.answer, "rb") as file:
                self.answers.add(hashlib.file_digest(file, "sha256").digest())

    def medians(self):
        return [median(column) for column in zip(*self.runs)]


def median(numbers):
    ordered, middle = sorted(numbers), len(numbers) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def peak_bytes(used):
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def measure(programs, rounds, folder):
    for _ in range(rounds):
        for program in programs:
            program.run(folder)


def print_table(programs):
    """Medians as Markdown, each beside how many times the first program's it is."""
    floor = peak_bytes(resource.getrusage(resource.RUSAGE_SELF))
    first = programs[0].medians()
    print("| program | wall s | × | CPU s | × | peak MiB | × | different answers |")
    print("|---" + "|---:" * 7 + "|")
    for program in programs:
        wall, cpu, peak = program.medians()
        seen = peak > floor
        cells = [f"{wall:.2f}", f"{wall / first[0]:.2f}", f"{cpu:.2f}", f"{cpu / first[1]:.2f}",
                 f"{peak / 2**20:.0f}" if seen else f"<= {floor / 2**20:.0f}",
                 f"{peak / first[2]:.2f}" if seen else "", str(len(program.answers) or "")]
        print(f"| {program.name} | " + " | ".join(cells) + " |")
    print(f"\nmedians of {len(programs[0].runs)} rounds, {cores()} cores")


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def installed(engine):
    """Its version, asked of another process: what is imported here would weigh on every peak."""
    asked = [sys.executable, "-c", f"import {engine}; print({engine}.__version__)"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        print(f"{engine} is not installed and left out: pip install {engine}\n")
    return found.stdout.strip()


def quoted(path):
    return "'" + str(path).replace("'", "''") + "'"


def duckdb(name, file, out, keys, where="", summed=False):
    small, text = "'SMALLINT'", "'VARCHAR'"
    types = f"{{'t': {small}, 'i': {small}, 'j': {small}, 'k': {text}, 'v': 'DOUBLE', 'q': {text}}}"
    rows = f"from read_csv({quoted(file)}, header = true, columns = {types}) {where}"
    if summed:
        rows = f"from (select {keys}, i, sum(v) as v {rows} group by {keys}, i)"
    columns = f"{keys}, sum(v*v) / sum(v)^2 as hhi, arg_max(i, v) as top, max(v) / sum(v) as share"
    query = f"select {columns} {rows} group by {keys} order by {keys}"
    query = f"copy ({query}) to {quoted(out)} (header true)"
    code = "import duckdb, sys; duckdb.connect().execute(sys.argv[1])"
    return Program(name, [sys.executable, "-c", code, query], out)


def chdb(name, file, out, keys):
    types = "t Int16, i Int16, j Int16, k String, v Float64, q String"
    query = (f"select {keys}, sum(v*v) / pow(sum(v), 2) as hhi, argMax(i, v) as top, max(v) / sum(v) as share"
             f" from file({quoted(file)}, 'CSVWithNames', '{types}') group by {keys} order by {keys}"
             f" into outfile {quoted(out)} truncate format CSVWithNames")
    return Program(name, [sys.executable, "-c", "import chdb, sys; chdb.query(sys.argv[1])", query], out)


def minerals(name, args, files, out, *more, before=()):
    command = [str(args.minerals), "trade", *map(str, files), *more, "--format", "csv", "--output", str(out)]
    return Program(name, [*before, *command], out)


def start_of(engine):
    return Program(f"Python and `import {engine}` alone", [sys.executable, "-c", f"import {engine}"])


def stop(why):
    print(f"{Path(__file__).parent.name}: {why}", file=sys.stderr)
    sys.exit(2)
