"""Runs queries on an engine and has it write the answers as CSV, as a user would.

python engines.py ENGINE RECORDS.csv QUERY.sql ANSWER.csv [QUERY.sql ANSWER.csv]...

An answer that there is none of holds the word `error` and what the engine said.
"""

import pathlib
import sys

engine, records, *jobs = sys.argv[1:]


def answer_all(write):
    """Has the engine write each answer: `write(query, path)`."""
    for query, answer in zip(jobs[::2], jobs[1::2]):
        path = pathlib.Path(answer)
        try:
            write(pathlib.Path(query).read_text(encoding="utf-8"), path)
        except Exception as error:
            path.write_text(f"error\n{error}\n", encoding="utf-8")


if engine == "duckdb":
    import duckdb

    answer_all(lambda query, path: duckdb.sql(query).write_csv(str(path)))
elif engine == "spark":
    from pyspark.sql import SparkSession

    settings = {
        # a run of seconds is over before better code would pay
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]").appName("minerals")
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    spark.read.csv(records, header=True).createOrReplaceTempView("baci")

    def write(query, path):
        # where a cast that fails gives nothing, the query itself must stop
        spark.conf.set("spark.sql.ansi.enabled", str(path.stem != "word").lower())
        folder = path.with_suffix(".parts")
        spark.sql(query).coalesce(1).write.csv(str(folder), header=True)
        [part] = folder.glob("part-*.csv")
        part.rename(path)

    answer_all(write)
    spark.stop()
elif engine == "clickhouse":
    import chdb

    answer_all(lambda query, path: path.write_bytes(chdb.query(query, "CSVWithNames").bytes()))
else:
    sys.exit(f"no engine {engine}")
