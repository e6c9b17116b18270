#!/usr/bin/env python3
"""Metadata in a table: metadata.csv gives what 300 sidecars would, its mistakes are said
with row and column, and `chanceryd metadata` writes one. And sums that add up."""
import csv
import glob
import io
import os
import re
import shutil

from daemon import SAMPLE, WORK, Server, Tap, rev_of, run, write

TEXT = "Vienna, 3 May 1953.\n\nThe bridge at %s is mended.\n"
BARE = ("--without", "entities")


def corpus_of(name, count=4):
    folder = os.path.join(WORK, name)
    shutil.rmtree(folder, ignore_errors=True)
    for i in range(1, count + 1):
        write(os.path.join(folder, "vol", "d%d.txt" % i), TEXT % i)
    return folder


def put(corpus, table, name="metadata.csv"):
    return write(os.path.join(corpus, "vol", name), table)


def documents(corpus, db):
    done = run("load", corpus, "--db", db, *BARE)
    if done.status:
        return done, {}
    with Server(db) as server:
        return done, {one["id"]: one for one in server.items("/v1/documents?limit=200")}


def tables(tap):
    corpus, db = corpus_of("tables"), os.path.join(WORK, "tables.db")
    put(corpus, "\ufefffile,title,date,authors,recipients,place,id\r\n"
        'd1.txt,"The ""first"", at last",1953-05-01,A. One; B. Two ,C. Three,Vienna,\r\n'
        'D2,,,,,,\r\nd2,"Over\ntwo lines",,,,,second\r\n\r\n')
    write(os.path.join(corpus, "vol", "d3.json"), '{"title": "By its sidecar", '
          '"authors": ["D. Four", "E. Five"]}')
    write(os.path.join(corpus, "vol", "d4.json"), '{"author": "F. Six"}')
    done, found = documents(corpus, db)
    tap.ok(done.status == 0 and 'the row is of no text: there is no "D2" beside it'
           in done.err and ":3:" in done.err, "a row of no text is said with its line", done)
    first = found["d1"]
    tap.ok(first["title"] == 'The "first", at last' and first["date"] == "1953-05-01" and
           first["authors"] == ["A. One", "B. Two"] and first["author"] == "A. One; B. Two" and
           first["recipients"] == ["C. Three"] and first["place"] == "Vienna",
           "a row gives what a sidecar would, lists by semicolons", first)
    tap.ok(found["second"]["title"] == "Over\ntwo lines" or
           found["second"]["title"] == "Over two lines",
           "cells may have line ends; an id names the document", found.get("second"))
    tap.ok(found["d3"]["authors"] == ["D. Four", "E. Five"] and
           found["d4"]["authors"] == ["F. Six"], "sidecars take lists of authors", found)
    write(os.path.join(corpus, "vol", "d1.json"), '{"title": "Outranked"}')
    _, now = documents(corpus, db)
    tap.ok(now["d1"]["title"] == "Outranked" and now["d1"]["place"] == "Vienna",
           "a sidecar outranks the table, field by field", now["d1"])
    before, digest = rev_of(db), now["second"]["digest"]
    put(corpus, "file;title\nd2;Another title\n")
    done, now = documents(corpus, db)
    tap.ok(rev_of(db) != before and "d2" in now and now["d2"]["title"] == "Another title" and
           now["d2"]["digest"] != digest,
           "a table that was changed is loaded; semicolons and bare line ends will do", done)
    os.remove(os.path.join(corpus, "vol", "metadata.csv"))
    put(corpus, "file\ttitle\nd2.txt\tBy tabs, and a comma\n", "metadata.tsv")
    _, now = documents(corpus, db)
    tap.ok(now["d2"]["title"] == "By tabs, and a comma", "metadata.tsv has tabs", now["d2"])


def wrong_tables(tap):
    corpus, db = corpus_of("wrong"), os.path.join(WORK, "wrong.db")
    for table, words in (
            ("file,date\nd1,3 May\n", 'metadata.csv:2: "date" is not a date in EDTF'),
            ("file,titel\nd1,x\n", 'metadata.csv:1: column "titel" is not a field'),
            ("name,title\nd1,x\n", 'no column is called "file"'),
            ("file,title\nd1,x\nd1.txt,y\n", "metadata.csv:3: the row is of the same text "
                                            "as line 2"),
            ("file,title\n,x\n", "metadata.csv:2: the row does not say of which text"),
            ("file,title\nd1,a, b\n", "metadata.csv:2: the row has more cells"),
            ("file,language\nd1,English!\n", 'metadata.csv:2: "language" is not a language'),
            ('file,title\nd1,"open\n', "a quote is opened here that has no end"),
            ("file,title\nd1,K\xfcndigung\n".encode("latin-1"), "not UTF-8"),
            ("", "")):
        put(corpus, table)
        done, found = documents(corpus, db)
        tap.ok(done.status == 0 and words in done.err and len(found) == 4,
               "a mistake in a table is said, and costs no document: %r" % table[:40], done)


def written(tap):
    corpus = shutil.copytree(SAMPLE, os.path.join(WORK, "written"))
    db, again = os.path.join(WORK, "sidecars.db"), os.path.join(WORK, "table.db")
    _, before = documents(corpus, db)
    done = run("metadata", corpus)
    tap.ok(done.status == 2 and "there are 2 collections" in done.err,
           "a table is of one collection", done)
    done = run("metadata", os.path.join(corpus, "vienna-1953"))
    rows = list(csv.DictReader(io.StringIO(done.out.lstrip("\ufeff"), newline="")))
    tap.ok(len(rows) == 3 and rows[0]["file"] == "vienna-despatch-10.txt" and
           rows[1]["date"] == "1953-09-03",
           "chanceryd metadata writes what texts and sidecars say", done)
    done = run("metadata", corpus, "--write")
    tap.ok(done.status == 0 and done.out.count("metadata.csv: 3 rows") == 2,
           "--write puts one into each collection", done)
    kept = run("metadata", corpus, "--write")
    tap.ok(kept.status == 0 and kept.err.count("is left as it is") == 2,
           "and never over one that is there", kept)
    for path in glob.glob(os.path.join(corpus, "*", "*-*.json")):
        os.remove(path)
    done, now = documents(corpus, again)
    same = all({**now[key], "digest": "", "modified": ""} ==
               {**before[key], "digest": "", "modified": ""} for key in before)
    tap.ok(same and len(now) == 6, "put back, it says the same as the sidecars did",
           [done, now, before])


def sums(tap):
    """A hundred files of mixed mistakes: every one is accounted for."""
    corpus, db = os.path.join(WORK, "hundred"), os.path.join(WORK, "hundred.db")
    vol = os.path.join(corpus, "vol")
    for i in range(60):
        write(os.path.join(vol, "good-%d.txt" % i), TEXT % i)
    for i in range(10):
        write(os.path.join(vol, "latin-%d.txt" % i), "K\xfcndigung\n".encode("latin-1"))
        write(os.path.join(vol, "good-%d.json" % i), "{}" if i < 7 else "{not JSON")
        write(os.path.join(vol, "picture-%d.jpg" % i), "?")
    for i in range(3):
        write(os.path.join(vol, "nobody-%d.json" % i), "{}")
        os.symlink("nowhere", os.path.join(vol, "astray-%d.txt" % i))
    os.mkfifo(os.path.join(vol, "pipe.txt"))
    write(os.path.join(vol, "collection.json"), '{"withdrawn": ["good-59"]}')
    write(os.path.join(corpus, "other", "good-1.txt"), "Of the same name.\n")
    write(os.path.join(vol, "metadata.csv"), "file,title\ngood-3,Three\n")
    done = run("load", corpus, "--db", db, *BARE)
    found = [int(n) for n in re.search(
        r"(\d+) files found: (\d+) loaded \((\d+) texts, (\d+) of metadata\), (\d+) left out, "
        r"(\d+) passed over", done.out).groups()]
    on_disk = sum(len(files) for _, _, files in os.walk(corpus))
    tap.ok(done.status == 0 and found[0] == on_disk == 100, "all files are counted", done.out)
    tap.ok(found[1] + found[4] + found[5] == found[0] and found[2] + found[3] == found[1],
           "loaded, left out and passed over are all of them", found)
    tap.ok(found[1:] == [69, 60, 9, 21, 10] and "loaded 60 documents" in done.out and
           "21 files left out" in done.out, "and each is right", done)


def main():
    tap = Tap()
    tables(tap)
    wrong_tables(tap)
    written(tap)
    sums(tap)
    tap.end()


main()
