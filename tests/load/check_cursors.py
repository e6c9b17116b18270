#!/usr/bin/env python3
"""Cursors outlive a reload: a page goes on in its own document, wherever that stands now,
and a long answer stops where it would grow too large."""
import os

from daemon import WORK, Server, Tap, run, write


def numbered(count, first=1):
    return "".join("%d. Paragraph %d of this paper.\n" % (n, n)
                   for n in range(first, first + count))


def renamed_folder(tap, new_name):
    corpus, db = os.path.join(WORK, "to-" + new_name), os.path.join(WORK, new_name + ".db")
    for folder, name in (("m", "mim"), ("zm", "zim"), ("z", "zed")):
        os.makedirs(os.path.join(corpus, folder))
        write(os.path.join(corpus, folder, name + ".txt"), numbered(5))
    run("load", corpus, "--db", db)
    with Server(db) as server:
        page = server.get("/v1/documents/zed/paragraphs?limit=2").json
    os.rename(os.path.join(corpus, "z"), os.path.join(corpus, new_name))
    run("load", corpus, "--db", db)
    with Server(db) as server:
        following = server.get(page["next"])
    found = [(item["document"], item["id"]) for item in following.json.get("items", [])]
    tap.ok(found == [("zed", "p3"), ("zed", "p4")],
           "a page goes on in its document, whose folder is now called %s" % new_name,
           following.body)


def gone_document(tap):
    corpus, db = os.path.join(WORK, "gone"), os.path.join(WORK, "gone.db")
    os.makedirs(corpus)
    for name in ("a", "b", "c"):
        write(os.path.join(corpus, name + ".txt"), numbered(2))
    run("load", corpus, "--db", db)
    with Server(db) as server:
        page = server.get("/v1/paragraphs?limit=3").json
    os.unlink(os.path.join(corpus, "b.txt"))
    run("load", corpus, "--db", db)
    with Server(db) as server:
        following = server.get(page["next"]).json
    tap.ok([item["document"] for item in following["items"]] == ["c", "c"],
           "where the document of a cursor is gone, the list goes on behind its place",
           following)


def large_answers(tap):
    corpus, db = os.path.join(WORK, "large"), os.path.join(WORK, "large.db")
    os.makedirs(corpus)
    write(os.path.join(corpus, "long.txt"),
          "".join("%d. %s\n" % (n, "word " * 400000) for n in range(1, 7)))
    run("load", corpus, "--db", db)
    with Server(db) as server:
        answer = server.get("/v1/batch?ids=" + ",".join("long/p%d" % n for n in
                                                        (1, 2, 3, 4, 5, 6)))
        tap.ok(answer.status == 400 and b"MiB together" in answer.body,
               "a batch that would be too large is refused, with why", answer.body[:300])
        seen, target = [], "/v1/documents/long/paragraphs?limit=200"
        while target:
            page = server.get(target).json
            seen += [item["id"] for item in page["items"]]
            target = page["next"]
        tap.ok(seen == ["p%d" % n for n in range(1, 7)],
               "pages of long paragraphs are short, and none is lost", seen)
        included = server.get("/v1/documents/long?include=paragraphs").json["paragraphs"]
        rest = server.get(included["next"]).json["items"] if included["next"] else []
        tap.ok(0 < len(included["items"]) < 6 and
               rest[0]["id"] == "p%d" % (len(included["items"]) + 1),
               "an included list that would be too large leads on by next",
               [len(included["items"]), included["next"]])


def strictness(tap):
    corpus, db = os.path.join(WORK, "strict"), os.path.join(WORK, "strict.db")
    os.makedirs(corpus)
    write(os.path.join(corpus, "good.txt"), numbered(1))
    write(os.path.join(corpus, "bad.txt"), b"\xff\xfe\xff not UTF-8\n")
    first = run("load", corpus, "--db", db)
    again = run("load", corpus, "--db", db, "--strict")
    tap.ok(first.status == 0 and again.status == 1,
           "strict is strict with a corpus that has not changed either", again)


def main():
    tap = Tap()
    for new_name in ("0", "zz", "n"):
        renamed_folder(tap, new_name)
    gone_document(tap)
    large_answers(tap)
    strictness(tap)
    tap.end()


main()
