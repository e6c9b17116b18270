#!/usr/bin/env python3
"""What editors write wrong in a sidecar is reported with its line, and only that is left
out: the document is loaded all the same."""
import os

from daemon import WORK, Server, Tap, run, write

TEXT = "MEMORANDUM\n\n1. One.\n"

# name, sidecar, what is said, title as served
SIDECARS = [
    ("cut", '{\n "title": "x"', ["vol/cut.json:2: not JSON"], "MEMORANDUM"),
    ("comma", '{\n "title": "x",\n}\n', ["vol/comma.json:3: not JSON"], "MEMORANDUM"),
    ("list", '[1]', ["vol/list.json:1: not a JSON object but a list"], "MEMORANDUM"),
    ("nothing", '', ["vol/nothing.json:1: not JSON"], "MEMORANDUM"),
    ("twice", '{\n "title": "x",\n "title": "y"\n}', ["vol/twice.json:3: not JSON"],
     "MEMORANDUM"),
    ("number", '{\n "title": 5\n}', ['vol/number.json:2: "title" must hold text'],
     "MEMORANDUM"),
    ("empty", '{"title": "  "}', ['vol/empty.json:1: "title" is empty'], "MEMORANDUM"),
    ("date", '{\n "title": "Dated",\n\n "date": "last Tuesday"\n}',
     ['vol/date.json:4: "date" is not a date in EDTF'], "Dated"),
    ("unknown", '{\n "colour": "red",\n "title": "Known"\n}',
     ['vol/unknown.json:2: "colour" is not a field of this file'], "Known"),
    ("former", '{\n "title": "Formed",\n "formerIds": "old"\n}',
     ['vol/former.json:3: "formerIds" must hold a list of ids'], "Formed"),
    ("many", '{\n "formerIds": [1, "a/b/c", ""],\n "title": "Many"\n}',
     ['vol/many.json:2: "formerIds" must hold text',
      'vol/many.json:2: "formerIds" holds an id that is neither',
      'vol/many.json:2: "formerIds" is empty'], "Many"),
    ("tongue", '{"language": "klingonish language", "title": "Tongue"}',
     ['vol/tongue.json:1: "language" is not a language tag'], "Tongue"),
    ("bell", '{"title": "a\\u0007b"}', ['"title" holds a control character'],
     "MEMORANDUM"),
    ("nul", '{"title": "a\\u0000b"}', ["vol/nul.json:1: "], "MEMORANDUM"),
    ("bytes", b'{"title": "\xff"}', ["vol/bytes.json:1: "], "MEMORANDUM"),
    ("utf16", '{"title": "x"}'.encode("utf-16"), ["vol/utf16.json:1: "], "MEMORANDUM"),
    ("deep", "[" * 100000, ["vol/deep.json:1: "], "MEMORANDUM"),
    ("heavy", '{"title": "%s"}' % ("x" * (2 << 20)), ["vol/heavy.json"], "MEMORANDUM"),
]


def main():
    tap = Tap()
    corpus, db = os.path.join(WORK, "corpus"), os.path.join(WORK, "sidecars.db")
    for name, sidecar, _, _ in SIDECARS:
        write(os.path.join(corpus, "vol", name + ".txt"), TEXT)
        write(os.path.join(corpus, "vol", name + ".json"), sidecar)
    write(os.path.join(corpus, "vol", "alone.json"), '{"title": "Of no text"}')
    write(os.path.join(corpus, "vol", "collection.json"),
          '{\n "title": ["A"],\n "withdrawn": {},\n "publisher": "P"\n}')
    done = run("load", corpus, "--db", db)
    lines = done.err.splitlines()
    tap.ok(done.status == 0 and "loaded %d documents" % len(SIDECARS) in done.out,
           "no sidecar, however wrong, keeps a document out", done)
    with Server(db) as server:
        for name, _, said, title in SIDECARS:
            there = [line for line in lines if line.startswith("vol/%s.json" % name)]
            good = len(there) == len(said) and all(
                any(words in line for line in there) for words in said)
            tap.ok(good, "sidecar \"%s\" is reported with its line" % name,
                   "\n".join(there))
            served = server.get("/v1/documents/" + name).json
            tap.ok(served["title"] == title,
                   "document \"%s\" has what can be used" % name, served["title"])
        about = server.get("/v1/collections/vol").json
        tap.ok(about["publisher"] == "P" and about["title"] == "vol",
               "of a collection.json only what is wrong is left out", about)
    for words in ('vol/alone.json: belongs to no text',
                  'vol/collection.json:2: "title" must hold text, and holds a list',
                  'vol/collection.json:3: "withdrawn" must hold a list of ids'):
        tap.ok(any(words in line for line in lines), "it is said: %s" % words, done.err)
    tap.end()


main()
