#!/usr/bin/env python3
"""Lists of names: what is wrong in one is reported with file, line and record, and only
that is left out; lists that are given join, outrank and override each other."""
import json
import os

from daemon import WORK, Server, Tap, run, write

TEXT = ("MEMORANDUM\n\n 1. Mr. Tarrant saw Otto Brenz in Elsmar. Brenz spoke of the "
        "Elsmar Accord; the Old Man said nothing.\n\n 2. Blue stood for Otto Brenz.\n")


def record(name, **fields):
    return dict({"id": name, "type": "place", "label": name.upper()}, **fields)


# name, records as text, what is said (line from 2 on: a record a line)
WRONG = [
    ("no-id", '{"type": "place", "label": "X"}', ':2: record "", "id": must be text'),
    ("bad-id", '{"id": "a b", "type": "place", "label": "X"}', ':2: record "", "id": "a b" is no id'),
    ("type", '{"id": "a", "type": "river", "label": "X"}', ':2: record "a", "type": "river" is none of'),
    ("label", '{"id": "a", "type": "place"}', ':2: record "a", "label": must be text'),
    ("field", '{"id": "a", "type": "place", "label": "X", "colour": 1}',
     ':2: record "a", "colour": is not a field'),
    ("date", '{"id": "a", "type": "place", "label": "X", "from": "long ago"}',
     ':2: record "a", "from": "long ago" is not a date'),
    ("backwards", '{"id": "a", "type": "place", "label": "X", "from": "1953", "to": "1900"}',
     ':2: record "a", "from": "1953" is after "to"'),
    ("twice", '{"id": "a", "type": "place", "label": "X"},\n{"id": "a", "type": "place", "label": "Y"}',
     ':3: record "a": its id is in'),
    ("twice-in-a-line", '{"id": "a", "type": "place", "label": "X"}, {"id": "a", "type": "person", "label": "Y"}',
     ':2: record "a": its id is in'),
    ("dangling", '{"id": "a", "type": "place", "label": "X", "partOf": "nowhere"}',
     ':2: record "a": "partOf" names "nowhere"'),
    ("circle", '{"id": "a", "type": "place", "label": "X", "partOf": "b"},\n'
     '{"id": "b", "type": "place", "label": "Y", "partOf": "a"}',
     ':3: record "b": "partOf" leads in a circle'),
    ("governs", '{"id": "a", "type": "person", "label": "X", "governs": "a"}',
     ':2: record "a": "governs" leads from an organization to a place'),
    ("office", '{"id": "a", "type": "person", "label": "X", "offices": [{"office": "King", "of": "b"}]}',
     ':2: record "a": "of" names "b"'),
    ("json", '{"id": "a" "type": "place"},\n{"id": "b", "type": "place", "label": "Y"}',
     ":2: record: not JSON"),
    ("deep", "[" * 40 + "]" * 40, ":2: a record is nested too deeply"),
    ("long", '{"id": "a", "label": "%s"}' % ("x" * (300 << 10)), ":2: a record is larger than 256 KiB"),
    ("cut", '{"id": "a", "type": "place", "label": "X"},\n{"id": "b", "ty', ":3: the file ends in the middle"),
]


def list_of(name, *records, **fields):
    head = dict({"authority": name}, **fields)
    return json.dumps(head)[:-1] + ', "entities": [\n' + ",\n".join(
        one if isinstance(one, str) else json.dumps(one) for one in records) + "\n]}\n"


def main():
    tap = Tap()
    corpus, db = os.path.join(WORK, "corpus"), os.path.join(WORK, "names.db")
    lists = os.path.join(WORK, "lists")
    write(os.path.join(corpus, "vol", "memo.txt"), TEXT)
    for name, records, said in WRONG:
        path = os.path.join(lists, name + ".json")
        text = list_of(name, records)
        write(path, text[:-6] if name == "cut" else text)
        done = run("load", corpus, "--db", db, "--force", "--authority", path)
        tap.ok(done.status == 0 and path + said in done.err,
               "a list with a mistake is reported: " + name, done)
    done = run("load", corpus, "--db", db, "--force", "--strict", "--authority", path)
    tap.ok(done.status == 1, "--strict publishes nothing", done)
    done = run("load", corpus, "--db", db, "--force", "--authority", os.path.join(WORK, "none.json"))
    tap.ok(done.status == 1 and "none.json (--authority): No such file" in done.err,
           "a list of the command line that is not there is an error", done)

    write(os.path.join(corpus, "vol", "authority.json"), list_of(
        "vol",
        record("brenz", type="person", label="Brenz, Otto", sameAs=["urn:x:1"], description="Here."),
        record("elsmar", label="Elsmar"), record("blue", type="person", label="Blue, Ann")))
    write(os.path.join(corpus, "vol", "overrides.json"), json.dumps({
        "force": [{"name": "Old Man", "entity": "brenz"}],
        "merge": [{"entity": "blue", "into": "brenz"}],
        "pin": [{"document": "memo", "quote": "Blue", "entity": "brenz"},
                {"document": "nothing", "quote": "x", "entity": None}]}))
    first = os.path.join(lists, "first.json")
    second = os.path.join(lists, "second.json")
    write(first, list_of("first", record("b", type="person", label="Brenz, O.", sameAs=["urn:x:1"],
                                         description="There.", aliases=["O. Brenz"]),
                         record("e", label="Elsmar"), title="First"))
    write(second, list_of("second", record("far", label="Faraway"), collection="elsewhere"))
    done = run("load", corpus, "--db", db, "--authority", first, "--authority", second)
    tap.ok(done.status == 0 and "is for a collection that the corpus has not" in done.err,
           "a list for another collection is left out", done)
    tap.ok('there is no document "nothing"' in done.err, "a pin of no document is reported", done)
    with Server(db) as server:
        merged = server.get("/v1/entities/first.b").json
        tap.ok(merged["label"] == "Brenz, Otto" and merged["description"] == "Here.",
               "a collection's list outranks one that was given", merged)
        tap.ok([source["authority"] for source in merged["sources"]] == ["vol", "vol", "first"],
               "an entity says which lists it comes from", merged)
        answer = server.get("/v1/entities/vol.brenz")
        tap.ok(answer.status == 308 and answer.headers["Location"] == "/v1/entities/first.b",
               "sameAs makes one of two persons", answer)
        answer = server.get("/v1/entities/vol.elsmar")
        tap.ok(answer.status == 308, "places of one label are one", answer)
        mentions = server.get("/v1/entities/first.b/mentions").json["items"]
        said = [(one["surface"], one["method"]) for one in mentions]
        tap.ok(("Blue", "editor") in said, "a pin is an editor's word", said)
        tap.ok(("Old Man", "editor") in said, "a forced name is found", said)
        rev = server.get("/v1").json["dataset"]["rev"]
    done = run("load", corpus, "--db", db, "--authority", first, "--authority", second)
    tap.ok("is up to date" in done.out, "the same lists change nothing", done)
    write(os.path.join(corpus, "vol", "overrides.json"), '{"forbid": ["Elsmar"]}')
    done = run("load", corpus, "--db", db, "--authority", first, "--authority", second)
    with Server(db) as server:
        tap.ok(server.get("/v1").json["dataset"]["rev"] != rev, "overrides are part of the rev")
        named = server.get("/v1/entities/first.e").json["counts"]["mentions"]
        tap.ok(named == 0, "a forbidden name is no name", named)
    done = run("load", corpus, "--db", db, "--force", "--without", "entities")
    with Server(db) as server:
        tap.ok(server.get("/v1/entities").json["total"] == 0
               and server.get("/v1/documents/memo/entities").json["items"] == [],
               "a load without entities has none", done)
    done = run("check", "--db", db)
    tap.ok(done.status == 0, "and is whole", done)
    done = run("authority")
    tap.ok(done.status == 0, "the program's own list is good", done)
    tap.end()


main()
