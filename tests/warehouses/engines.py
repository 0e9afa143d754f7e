"""Runs queries on an engine: python engines.py ENGINE RECORDS.csv QUERY.sql ANSWER.csv [QUERY.sql ANSWER.csv]..."""

import csv
import sys

engine, records, *jobs = sys.argv[1:]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def answer_all(ask):
    """Writes each answer, or the error in its place, with the columns' names first."""
    for query, answer in zip(jobs[::2], jobs[1::2]):
        try:
            write(answer, *ask(read(query)))
        except Exception as error:
            write(answer, ["error"], [[str(error)]])


if engine == "duckdb":
    import duckdb

    def ask(query):
        result = duckdb.sql(query)
        return result.columns, result.fetchall()

    answer_all(ask)
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
    spark.sparkContext.setLogLevel("ERROR")
    spark.read.csv(records, header=True).createOrReplaceTempView("baci")

    def ask(query):
        result = spark.sql(query)
        return result.columns, result.collect()

    answer_all(ask)
    spark.stop()
elif engine == "clickhouse":
    import chdb

    def ask(query):
        result = chdb.query(query, "CSVWithNames").data()
        header, *rows = csv.reader(result.splitlines())
        return header, [["" if cell == "\\N" else cell for cell in row] for row in rows]

    answer_all(ask)
