#!/usr/bin/env python3
"""Editions that last: names outlast the program, a mistake is no withdrawal, and what
changed is told. The stories of names that were lost once are told again."""
import json
import os
import shutil
import subprocess
import xml.dom.minidom

from daemon import SAMPLE, WORK, Server, Tap, read, rev_of, run, write

HERE = os.path.dirname(os.path.abspath(__file__))
EARLIER = os.path.join(HERE, "earlier")
EDITION = os.path.join(EARLIER, "edition")
SCHEMAS = sorted(int(name[len("schema-"):-len(".db.zst")])
                 for name in os.listdir(EARLIER) if name.endswith(".zst"))
BARE = ("--without", "entities")


def unpack(schema, db):
    path = os.path.join(EARLIER, "schema-%d.db.zst" % schema)
    subprocess.run(["zstd", "-q", "-d", "-f", path, "-o", db], check=True)
    return db


def copy_of(name):
    folder = os.path.join(WORK, name)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(EDITION, folder)
    return folder


def text_of(server, document, block):
    answer = server.get("/v1/documents/%s/paragraphs/%s" % (document, block))
    return answer.json["text"] if answer.status == 200 else answer.status


def earlier_schemas(tap):
    """The first story: a program is upgraded, and 307 must not become 404, nor a cited
    paragraph another one."""
    for schema in SCHEMAS:
        db = unpack(schema, os.path.join(WORK, "schema-%d.db" % schema))
        done = run("load", EDITION, "--db", db, *BARE)
        tap.ok(done.status == 0 and "names: 0 added, 0 lost" in done.out,
               "a load over a data set of schema %d loses no name" % schema, done)
        with Server(db) as server:
            tap.ok(text_of(server, "letter", "b1") == "Dear Sir," and
                   text_of(server, "letter", "b3") == "Second thoughts on the frost." and
                   text_of(server, "letter", "b8") == "The Mill, 3 May 1953.",
                   "of schema %d: cited paragraphs are the same" % schema,
                   [text_of(server, "letter", "b%d" % i) for i in range(1, 9)])
            tap.ok(text_of(server, "letter", "b4") == 410,
                   "of schema %d: what was gone is gone" % schema)
            statuses, _ = server.follow("/v1/documents/old-name/paragraphs/b2")
            tap.ok(statuses == [307, 200], "of schema %d: what moved leads on" % schema,
                   statuses)
            changes = server.get("/v1/changes").json
            tap.ok(changes["total"] >= 3 and changes["items"][0]["change"] == "new",
                   "of schema %d: the history goes on" % schema, changes)
        tap.ok(rev_of(db), "of schema %d: the data set is whole" % schema)


def mistakes(tap):
    """The second story: a text is saved in another encoding, or torn, and its names must
    not be lost."""
    corpus, db = copy_of("mistakes"), os.path.join(WORK, "mistakes.db")
    vol = os.path.join(corpus, "mill-papers")
    run("load", corpus, "--db", db, *BARE)
    with Server(db) as server:
        before = {name: server.get("/v1/documents/" + name).json
                  for name in ("letter", "minute", "new-name")}
    write(os.path.join(vol, "letter.txt"), "Kündigung".encode("latin-1"))
    write(os.path.join(vol, "minute.txt"), "")
    os.remove(os.path.join(vol, "new-name.txt"))
    os.symlink("nowhere", os.path.join(vol, "new-name.txt"))
    done = run("load", corpus, "--db", db, *BARE)
    tap.ok(done.status == 0 and done.err.count("is kept, and marked as stale") == 3 and
           "names: 0 added, 0 lost" in done.out,
           "texts that cannot be read keep what was served of them, and that is said", done)
    with Server(db) as server:
        for name, was in before.items():
            now = server.get("/v1/documents/" + name).json
            tap.ok(now.pop("stale", None) is True and now == was,
                   "%s is served as before, and is marked as stale" % name, now)
        tap.ok(text_of(server, "letter", "b4") == "Second thoughts on the frost.",
               "with its paragraphs")
    done = run("load", corpus, "--db", db, *BARE, "--force")
    tap.ok(done.err.count("marked as stale") == 3, "and so it is after another load", done)
    tap.ok(rev_of(db), "the data set is whole")
    shutil.rmtree(corpus)
    copy_of("mistakes")
    done = run("load", corpus, "--db", db, *BARE)
    with Server(db) as server:
        now = {name: server.get("/v1/documents/" + name).json for name in before}
        tap.ok(now == before, "mended, all is as it was: when they were modified, too", now)


def much_gone(tap):
    corpus, db = copy_of("gone"), os.path.join(WORK, "gone.db")
    vol = os.path.join(corpus, "mill-papers")
    for i in range(20):
        write(os.path.join(vol, "slip-%02d.txt" % i), "SLIP\n\nNo. %d of the mill.\n" % i)
    run("load", corpus, "--db", db, *BARE)
    before = read(db)
    for name, what in ((SAMPLE, "another edition"), (os.path.join(WORK, "empty"), "no text")):
        os.makedirs(os.path.join(WORK, "empty"), exist_ok=True)
        done = run("load", name, "--db", db, *BARE)
        tap.ok(done.status == 1 and done.err.splitlines()[-1].startswith("chanceryd: ") and
               read(db) == before, "a folder with %s publishes nothing" % what, done)
    for i in range(3):
        os.remove(os.path.join(vol, "slip-%02d.txt" % i))
    done = run("load", corpus, "--db", db, *BARE)
    tap.ok(done.status == 1 and len(done.err.splitlines()) == 1 and read(db) == before and
           "3 of 23 documents would be gone" in done.err,
           "more than a tenth is not removed by a mistake", done)
    write(os.path.join(vol, "slip-00.txt"), "SLIP\n\nNo. 0 of the mill.\n")
    done = run("load", corpus, "--db", db, *BARE)
    tap.ok(done.status == 0 and "2 removed" in done.out, "less than a tenth is removed", done)
    with Server(db) as server:
        gone = server.get("/v1/documents/slip-01")
        tap.ok(gone.status == 410 and "is no longer here since 20" in gone.json["detail"] and
               "slip-00" in gone.json["near"] and "withdrawn" not in gone.json["detail"],
               "what was removed says since when, and what is near", gone.body)
    write(os.path.join(vol, "collection.json"), '{"withdrawn": ["slip-02", "slip-03"]}')
    run("load", corpus, "--db", db, *BARE)
    with Server(db) as server:
        gone = server.get("/v1/documents/slip-03").json
        tap.ok(gone["status"] == 410 and gone["detail"].endswith("has been withdrawn"),
               "what the editors withdrew, and that alone, says so", gone)


def renamed_and_corrected(tap):
    corpus, db = copy_of("renamed"), os.path.join(WORK, "renamed.db")
    vol = os.path.join(corpus, "mill-papers")
    run("load", corpus, "--db", db, *BARE)
    text = read(os.path.join(vol, "minute.txt")).decode()
    os.remove(os.path.join(vol, "minute.txt"))
    write(os.path.join(vol, "minute-on-the-mill.txt"), text.replace("forty", "fifty"))
    write(os.path.join(vol, "other.txt"), "MINUTE\n\nOf something else.\n\nA. Clerk\n")
    done = run("load", corpus, "--db", db, *BARE)
    tap.ok("renamed: minute to minute-on-the-mill" in done.out and "new: other" in done.out,
           "a file that was renamed and corrected is known by its blocks", done)
    with Server(db) as server:
        statuses, answer = server.follow("/v1/documents/minute/paragraphs/b3")
        tap.ok(statuses == [307, 200] and "fifty pounds" in answer.json["text"],
               "and its old address leads to it", statuses)


def changes(tap):
    corpus, db = copy_of("changes"), os.path.join(WORK, "changes.db")
    vol = os.path.join(corpus, "mill-papers")
    report = os.path.join(WORK, "report.json")
    run("load", corpus, "--db", db, *BARE, env={"SOURCE_DATE_EPOCH": "1000000000"})
    first = rev_of(db)
    letter = read(os.path.join(vol, "letter.txt")).decode()
    write(os.path.join(vol, "letter.txt"), letter.replace("frost", "early frost").replace(
        "Of the year before", "Of the year 1952"))
    write(os.path.join(vol, "new.txt"), "A new one.\n")
    os.rename(os.path.join(vol, "minute.txt"), os.path.join(vol, "minute-2.txt"))
    before = read(db)
    late = {"SOURCE_DATE_EPOCH": "1100000000"}
    done = run("load", corpus, "--db", db, *BARE, "--dry-run", "--report", report, env=late)
    tap.ok(done.status == 0 and read(db) == before and "changed: letter" in done.out and
           "b4" in done.out and "fn2" in done.out and "nothing was published" in done.out,
           "a dry run says what would change, and changes nothing", done)
    said = json.loads(read(report))
    tap.ok(said["documents"] == {"new": 1, "changed": 1, "renamed": 1, "removed": 0,
                                 "withdrawn": 0} and
           {"change": "changed", "document": "letter", "parts": {"changed": ["b4", "fn2"]}}
           in said["changes"], "and so does its report", said)
    run("load", corpus, "--db", db, *BARE, "--report", report, env=late)
    tap.ok(json.loads(read(report)) == said, "the load itself reports the same")
    with Server(db) as server:
        found = server.get("/v1/changes?since=" + first).json
        kinds = [(one["document"], one["change"]) for one in found["items"]]
        tap.ok(kinds == [("letter", "changed"), ("minute", "renamed"), ("minute-2", "new"),
                         ("new", "new")] and found["rev"] == rev_of(db),
               "/v1/changes lists what changed since a rev", found)
        tap.ok(found["items"][0]["changed"] == ["b4", "fn2"] and
               found["items"][1]["target"] == "minute-2", "with blocks, notes and new names")
        tap.ok(server.get("/v1/changes?since=" + found["rev"]).json["total"] == 0,
               "since the current rev nothing has changed")
        tap.ok(server.get("/v1/changes?since=2004").json["total"] == 4 and
               server.get("/v1/changes?since=2001-09-09T01:46:40Z").json["total"] == 7,
               "and since a date")
        whole = list(server.items("/v1/changes?limit=2"))
        tap.ok(len(whole) == 7 and whole == server.get("/v1/changes").json["items"],
               "pages give the same as one list")
        feed = xml.dom.minidom.parseString(server.get("/v1/changes.atom?limit=200").body)
        titles = [one.getElementsByTagName("title")[0].firstChild.data
                  for one in feed.getElementsByTagName("entry")]
        tap.ok(len(titles) == 7 and titles[0] == "changed: letter",
               "the feed has the newest first", titles)
        stamps = {name: server.get("/v1/documents/" + name).json["modified"]
                  for name in ("letter", "new-name")}
        tap.ok(stamps == {"letter": "2004-11-09T11:33:20Z",
                          "new-name": "2001-09-09T01:46:40Z"},
               "modified is of the load that changed it", stamps)


def as_text(tap):
    corpus, db = copy_of("text"), unpack(4, os.path.join(WORK, "text.db"))
    names = os.path.join(corpus, "chancery.names")
    run("load", corpus, "--db", db, *BARE)
    done = run("names", "--db", db, "--out", names)
    tap.ok(done.status == 0 and read(names).startswith(b"chancery-names\t1\n") and
           run("names", "--db", db).out.encode() == read(names),
           "names are written as a text", done)
    fresh = os.path.join(WORK, "fresh.db")
    done = run("load", corpus, "--db", fresh, *BARE)
    tap.ok("names are carried over from" in done.err and rev_of(fresh) == rev_of(db) and
           run("names", "--db", fresh).out.encode() == read(names),
           "and read back by a load elsewhere, where they are the same", done)
    with Server(fresh) as server:
        tap.ok(text_of(server, "letter", "b3") == "Second thoughts on the frost." and
               server.follow("/v1/documents/old-name")[0] == [307, 200],
               "so that what was cited keeps its address there")
    for wrong, words in (("not names\n", ":1: not a text of names"),
                         ("chancery-names\t1\nblock\tb1\t0\n", ":2: a block or note comes"),
                         ("chancery-names\t1\nrevision\tone\tx\t1\n", ":2: a column should"),
                         ("chancery-names\t1\nformer\tx\n", ":2: it has not as many"),
                         ("", "is empty")):
        path = write(os.path.join(WORK, "wrong.names"), wrong)
        done = run("load", EDITION, "--db", os.path.join(WORK, "wrong.db"), "--names", path)
        tap.ok(done.status == 1 and words in done.err and len(done.err.splitlines()) == 1,
               "a text that is none of names is said: %r" % wrong[:30], done)


def taken_ids(tap):
    corpus, db = os.path.join(WORK, "taken"), os.path.join(WORK, "taken.db")
    for vol in ("vol1", "vol2"):
        for i in (1, 2, 3):
            write(os.path.join(corpus, vol, "00%d.txt" % i), "%s, %d.\n" % (vol, i))
    done = run("load", corpus, "--db", db, *BARE)
    tap.ok(done.status == 0 and len(done.err.splitlines()) == 1 and
           "loaded 6 documents" in done.out,
           "ids that collide are said once, and nothing is left out", done)
    with Server(db) as server:
        tap.ok(text_of(server, "001", "b1") == "vol1, 1." and
               text_of(server, "vol2.001", "b1") == "vol2, 1.",
               "the later ones have their collection before them")
    for i in (1, 2, 3):
        write(os.path.join(corpus, "vol0", "00%d.txt" % i), "vol0, %d.\n" % i)
    run("load", corpus, "--db", db, *BARE)
    with Server(db) as server:
        tap.ok(text_of(server, "001", "b1") == "vol1, 1." and
               text_of(server, "vol0.001", "b1") == "vol0, 1.",
               "a new collection takes no id that another text has had")
    write(os.path.join(corpus, "vol2", "collection.json"), '{"prefix": "second-"}')
    done = run("load", corpus, "--db", db, *BARE)
    with Server(db) as server:
        tap.ok(text_of(server, "second-001", "b1") == "vol2, 1." and
               server.follow("/v1/documents/vol2.001")[0] == [307, 200],
               "a prefix in collection.json goes before them", done)


def main():
    tap = Tap()
    earlier_schemas(tap)
    mistakes(tap)
    much_gone(tap)
    renamed_and_corrected(tap)
    changes(tap)
    as_text(tap)
    taken_ids(tap)
    tap.end()


main()
