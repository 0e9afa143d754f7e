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


pairs = list(zip(jobs[::2], jobs[1::2]))
if engine == "duckdb":
    import duckdb

    for query, answer in pairs:
        result = duckdb.sql(read(query))
        write(answer, result.columns, result.fetchall())
elif engine == "spark":
    from pyspark.sql import SparkSession

    settings = {
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
    for query, answer in pairs:
        result = spark.sql(read(query))
        write(answer, result.columns, result.collect())
    spark.stop()
elif engine == "clickhouse":
    import chdb

    for query, answer in pairs:
        result = chdb.query(read(query), "CSVWithNames")
        rows = list(csv.reader(result.data().splitlines()))
        write(answer, rows[0], [["" if cell == "\\N" else cell for cell in row] for row in rows[1:]])
