#!/usr/bin/env python3
"""Search, measured: ratios taken in one run.

    tests/bench/search.py CHANCERYD BARE SEARCH_SPEED CORPUS [--million]

CORPUS is a folder of volumes or frus-scale.tar.zst; --million loads it twice, under other
names, so that there are a million paragraphs. Prints the table *search over a million
paragraphs* (plain FTS5 `ORDER BY rank` beside ours, in process) and the cost of a rare
search with ten snippets beside the bare server.
"""
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

TICK = os.sysconf("SC_CLK_TCK")
SECONDS = os.environ.get("BENCH_SECONDS", "4")
RARE = "/v1/search?q=%%3D%s&limit=10"


def unpacked(corpus, work):
    """The folder of volumes, which may have been packed."""
    if not corpus.endswith(".tar.zst"):
        return corpus
    subprocess.run(["tar", "--zstd", "-xf", corpus, "-C", work], check=True)
    return os.path.join(work, "scale")


def double(corpus, folder):
    """Two copies, the second with "twin-" before every name."""
    for volume in sorted(os.listdir(corpus)):
        source = os.path.join(corpus, volume)
        if not os.path.isdir(source):
            continue
        os.symlink(source, os.path.join(folder, volume))
        twin = os.path.join(folder, "twin-" + volume)
        os.mkdir(twin)
        for name in os.listdir(source):
            if name.endswith(".txt"):
                os.symlink(os.path.join(source, name), os.path.join(twin, "twin-" + name))
    return folder


def load(chanceryd, corpus, db, *words):
    """Seconds of the clock and of the processor that a load from nothing takes."""
    for name in (db, db + ".lock"):
        if os.path.exists(name):
            os.unlink(name)
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([chanceryd, "load", corpus, "--db", db, "--quiet", *words], check=True,
                   stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.monotonic() - began,
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def plain_loop(db, out):
    """The default FTS5 table, filled row by row from the texts of the data set."""
    source = sqlite3.connect(db)
    rows = [row[0] for row in source.execute("SELECT text FROM block UNION ALL "
                                             "SELECT text FROM note")]
    target = sqlite3.connect(out, isolation_level=None)
    target.execute("PRAGMA journal_mode = OFF")
    target.execute("PRAGMA synchronous = OFF")
    target.execute("CREATE VIRTUAL TABLE plain USING fts5(text)")
    began, cpu = time.monotonic(), time.process_time()
    target.execute("BEGIN")
    for row in rows:
        target.execute("INSERT INTO plain(text) VALUES (?)", (row,))
    target.execute("COMMIT")
    took, cpu = time.monotonic() - began, time.process_time() - cpu
    (index,) = target.execute("SELECT sum(length(block)) FROM plain_data").fetchone()
    return took, cpu, sum(len(row.encode()) for row in rows), index


def sizes(db):
    one = sqlite3.connect(db).execute
    number = lambda sql: one(sql).fetchone()[0] or 0
    length = lambda table: number("SELECT sum(length(bytes)) FROM " + table)
    words = (number("SELECT sum(length(word) + 8 + ifnull(length(few), 0)) FROM word") +
             number("SELECT sum(length(stem) + length(word) + 4) FROM form") +
             number("SELECT sum(length(word) + length(parts) + 4) FROM compound"))
    return length("postings"), length("places"), words + length("shelf")


class Server:
    def __init__(self, command, ready):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            found = re.search(ready, line)
            if found:
                self.port = int(found.group(1))
                return
        sys.exit("%s did not start" % command[0])

    def cpu(self):
        fields = open("/proc/%d/stat" % self.process.pid).read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def cost(self, path):
        before = self.cpu()
        out = subprocess.run(["wrk", "-t1", "-c8", "-d%ss" % SECONDS,
                              "http://127.0.0.1:%d%s" % (self.port, path)],
                             capture_output=True, text=True, check=True).stdout
        count = int(re.search(r"(\d+) requests in", out).group(1))
        return (self.cpu() - before) / count

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def rare_search(chanceryd, bare, db, work):
    word = sqlite3.connect(db).execute(
        "SELECT word FROM word WHERE passages BETWEEN 100 AND 108 AND length(word) > 6 "
        "ORDER BY word LIMIT 1").fetchone()[0]
    path = RARE % word
    server = Server([chanceryd, "serve", "--db", db, "--listen", "127.0.0.1:0",
                     "--cache", "0"], r"http://127\.0\.0\.1:(\d+)/")
    with urllib.request.urlopen("http://127.0.0.1:%d%s" % (server.port, path)) as answer:
        body, headers = answer.read(), answer.getheaders()
    open(os.path.join(work, "body"), "wb").write(body)
    open(os.path.join(work, "headers"), "w").write("".join(
        "%s: %s\n" % pair for pair in headers
        if pair[0] not in ("Content-Length", "Date", "Connection")))
    bare = Server([bare, "0", os.path.join(work, "body"), os.path.join(work, "headers")],
                  r"ready (\d+)")
    pairs = [(server.cost(path), bare.cost("/")) for _ in range(3)]
    ratio = sorted(ours / base for ours, base in pairs)[1]
    print("a rare search with ten snippets, no answer kept: %.1f × the CPU of a bare answer "
          "of the same %d bytes (%.0f µs; %s)" % (ratio, len(body), pairs[0][0] * 1e6, word))
    server.stop()
    bare.stop()


def main():
    chanceryd, bare, speed, corpus = sys.argv[1:5]
    work = tempfile.mkdtemp(prefix="chancery-search-")
    try:
        corpus = unpacked(corpus, work)
        if "--million" in sys.argv:
            folder = os.path.join(work, "corpus")
            os.mkdir(folder)
            corpus = double(corpus, folder)
        db = os.path.join(work, "search.db")
        load(chanceryd, corpus, db, "--without", "entities")
        print("| query | hits | FTS5 ORDER BY rank, CPU ms | ours, CPU ms | FTS5 ÷ ours |")
        print("|---|---|---|---|---|")
        run = subprocess.Popen([speed, db], stdout=subprocess.PIPE, text=True)
        for line in run.stdout:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 2:
                print("<!-- %s passages -->" % cells[1])
                continue
            print("| %s | %s | %s | %s | %.0f |" % (
                *cells, float(cells[2]) / max(float(cells[3]), 1e-4)), flush=True)
        run.wait()
        if shutil.which("wrk"):
            rare_search(chanceryd, bare, db, work)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
