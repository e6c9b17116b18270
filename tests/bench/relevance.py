#!/usr/bin/env python3
"""Search that finds, measured: ours, FTS5 and Xapian side by side, in one run.

    tests/bench/relevance.py CHANCERYD CORPUS JUDGMENTS [--sample=N]

CORPUS is a folder of volumes or frus-scale.tar.zst, JUDGMENTS a folder with index.jsonl,
papers.jsonl and score_search.py, whose measures are taken: nDCG@10, recall@20, and the
share of queries that find nothing. The peers have the same documents whole, as one text
each, and look for any of the words. A table for each half of the volumes, in order of
name: what was chosen on the first is seen on the second. Xapian is Debian's
python3-xapian; without it its column stays empty. CPU is that of a query, in
milliseconds, with the request around it for ours.
"""
import collections
import importlib.util
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

sys.path.append("/usr/lib/python3/dist-packages")
try:
    import xapian
except ImportError:
    xapian = None

TICK = os.sysconf("SC_CLK_TCK")
BODY, ALL = 0, 1


def scorer(folder):
    """measure() of the scorer of the judgments, which asks a server when it is run."""
    path = os.path.join(folder, "score_search.py")
    with open(path, encoding="utf8") as file:
        source = file.read()
    found = re.search(r"^def measure\(.*?(?=^def )", source, re.S | re.M)
    names = {"math": __import__("math")}
    exec(compile(found.group(0), path, "exec"), names)
    return names["measure"]


def unpacked(corpus, work):
    if not corpus.endswith(".tar.zst"):
        return corpus
    subprocess.run(["tar", "--zstd", "-xf", corpus, "-C", work], check=True)
    return os.path.join(work, "scale")


def documents(db):
    """Of each document: its id, its volume, and its text with and without the rest."""
    ids = {key: (name, volume) for key, name, volume, in db.execute(
        "SELECT d.key, d.id, c.id FROM document AS d JOIN collection AS c "
        "ON c.key = d.collection ORDER BY d.key")}
    titles = dict(db.execute("SELECT key, title FROM document"))
    for key, (name, volume) in ids.items():
        span = (key << 32, (key + 1) << 32)
        body = [text for text, in db.execute(
            "SELECT text FROM block WHERE key >= ? AND key < ? ORDER BY key", span)]
        notes = [text for text, in db.execute(
            "SELECT text FROM note WHERE key >= ? AND key < ? ORDER BY key", span)]
        body = "\n".join(body)
        yield name, volume, body, "\n".join([titles[key], body] + notes)


class Ours:
    name = "Chancery"

    def __init__(self, chanceryd, data_set, more=""):
        self.more = more
        self.child = subprocess.Popen(
            [chanceryd, "serve", "--db", data_set, "--listen", "127.0.0.1:0",
             "--cache", "0"], stderr=subprocess.PIPE, text=True)
        line = self.child.stderr.readline()
        self.base = re.search(r"http://[^/]*", line).group(0)

    def cpu(self):
        with open("/proc/%d/stat" % self.child.pid, encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def search(self, q, volume, scope):
        values = {"q": q, "group": "document", "limit": 20, "fields": "document",
                  "highlight": "none"}
        if volume:
            values["collection"] = volume
        if scope == BODY:
            values["scope"] = "body"
        url = self.base + "/v1/search?" + urllib.parse.urlencode(values) + self.more
        with urllib.request.urlopen(url) as answer:
            return [item["document"] for item in json.load(answer)["items"]]

    def close(self):
        self.child.terminate()
        self.child.wait()


class Fts5:
    name = "FTS5"

    def __init__(self, rows):
        self.db = sqlite3.connect(":memory:")
        for table in ("body", "whole"):
            self.db.execute("CREATE VIRTUAL TABLE %s USING fts5(id UNINDEXED, volume, "
                            "text, tokenize='porter unicode61')" % table)
        for name, volume, body, whole in rows:
            mark = "v" + re.sub("[^0-9a-z]", "", volume)
            self.db.execute("INSERT INTO body VALUES (?, ?, ?)", (name, mark, body))
            self.db.execute("INSERT INTO whole VALUES (?, ?, ?)", (name, mark, whole))

    def cpu(self):
        return time.process_time()

    def search(self, q, volume, scope):
        words = re.findall(r"\w+", q)
        if not words:
            return []
        query = "text: (%s)" % " OR ".join('"%s"' % word for word in words)
        if volume:
            query += " AND volume: v%s" % re.sub("[^0-9a-z]", "", volume)
        table = "body" if scope == BODY else "whole"
        return [name for name, in self.db.execute(
            "SELECT id FROM %s WHERE %s MATCH ? ORDER BY bm25(%s, 0, 0, 1) LIMIT 20" % (
                table, table, table), (query,))]

    def close(self):
        self.db.close()


class Xapian:
    name = "Xapian"

    def __init__(self, rows, work):
        self.sets, self.names = [], []
        for table in ("body", "whole"):
            self.sets.append(xapian.WritableDatabase(
                os.path.join(work, "xapian-" + table), xapian.DB_CREATE_OR_OVERWRITE))
        terms = xapian.TermGenerator()
        terms.set_stemmer(xapian.Stem("en"))
        terms.set_stemming_strategy(terms.STEM_ALL)
        for name, volume, body, whole in rows:
            for to, text in zip(self.sets, (body, whole)):
                document = xapian.Document()
                terms.set_document(document)
                terms.index_text_without_positions(text)
                document.add_boolean_term("C" + volume)
                document.set_data(name)
                to.add_document(document)
        for to in self.sets:
            to.commit()

    def cpu(self):
        return time.process_time()

    def search(self, q, volume, scope):
        db = self.sets[scope]
        parser = xapian.QueryParser()
        parser.set_stemmer(xapian.Stem("en"))
        parser.set_stemming_strategy(parser.STEM_ALL)
        parser.set_database(db)
        query = parser.parse_query(q.replace('"', " ").replace("-", " "), 0)
        if volume:
            query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query("C" + volume))
        enquire = xapian.Enquire(db)
        enquire.set_query(query)
        return [match.document.get_data().decode() for match in enquire.get_mset(0, 20)]

    def close(self):
        pass


def judgments(folder, name, loaded, sample):
    rows = []
    with open(os.path.join(folder, name), encoding="utf8") as file:
        for line in file:
            row = json.loads(line)
            row["relevant"] = {d.lower(): grade for d, grade in row["relevant"].items()
                               if d.lower() in loaded}
            if row["relevant"]:
                rows.append(row)
    return rows[::max(1, len(rows) // sample)] if sample else rows


def ask(engine, rows, measure, half, everywhere):
    """Measures by class and half, and the CPU of a query in milliseconds."""
    found, before = collections.defaultdict(list), engine.cpu()
    for row in rows:
        volume = row["collection"].lower()
        ranked = engine.search(row["q"], None if everywhere else volume,
                               BODY if row.get("scope") == "body" else ALL)
        measures = measure([name.lower() for name in ranked], row["relevant"])
        for kind in (row["kind"], "all"):
            found[half[volume], kind].append(measures)
    return found, 1000 * (engine.cpu() - before) / max(1, len(rows))


def mean(measures, key):
    return sum(m[key] for m in measures) / max(1, len(measures))


def table(title, rows, results):
    print("\n%s\n" % title)
    print("| half, class | n | " + " | ".join(results) + " |")
    print("|---|---|" + "---|" * len(results))
    first = next(iter(results.values()))[0]
    for key in sorted(first, key=lambda k: (k[0], k[1] == "all", k[1])):
        cells = ["%.3f %.3f %.1f %%" % (mean(found[key], "ndcg"), mean(found[key], "recall"),
                                        100 * mean(found[key], "zero"))
                 for found, _ in results.values()]
        print("| %d %s | %d | %s |" % (key[0] + 1, key[1], len(first[key]),
                                       " | ".join(cells)))
    print("| CPU, ms | %d | %s |" % (len(rows), " | ".join(
        "%.1f" % cpu for _, cpu in results.values())), flush=True)


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    flags = dict(word[2:].partition("=")[::2] for word in sys.argv[1:]
                 if word.startswith("--"))
    chanceryd, corpus, folder = words
    sample = int(flags.get("sample") or 0)
    measure = scorer(folder)
    with tempfile.TemporaryDirectory() as work:
        data_set = os.path.join(work, "relevance.db")
        subprocess.run([chanceryd, "load", unpacked(corpus, work), "--db", data_set,
                        "--quiet"], check=True, stderr=subprocess.DEVNULL)
        db = sqlite3.connect("file:%s?mode=ro" % data_set, uri=True)
        loaded = {name.lower() for name, in db.execute("SELECT id FROM document")}
        engines = [Ours(chanceryd, data_set), Fts5(documents(db))]
        if xapian:
            engines.append(Xapian(documents(db), work))
        files = {name: judgments(folder, name, loaded, sample)
                 for name in ("index.jsonl", "papers.jsonl")}
        half = {}
        for rows in files.values():
            for at, volume in enumerate(sorted({row["collection"].lower() for row in rows})):
                half.setdefault(volume, at % 2)
        for title, name, everywhere in (
                ("headings, within their volume", "index.jsonl", False),
                ("descriptions, within their volume", "papers.jsonl", False),
                ("descriptions, over all", "papers.jsonl", True)):
            table(title + " (nDCG@10, recall@20, nothing found)", files[name],
                  {engine.name: ask(engine, files[name], measure, half, everywhere)
                   for engine in engines})
        for engine in engines:
            engine.close()


main()
