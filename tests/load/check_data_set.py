#!/usr/bin/env python3
"""What is no data set, or is a damaged one, is told apart: `serve` and `check` refuse it
in one clear line, `load` replaces it; and `check` says what is wrong."""
import os
import random
import shutil
import sqlite3
import subprocess

from daemon import CHANCERYD, CLEAN, SAMPLE, WORK, Tap, read, rev_of, run, write


def change(db, *statements):
    """Changes a data set behind the program's back."""
    connection = sqlite3.connect(db)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def serve(db):
    done = subprocess.run([CHANCERYD, "serve", "--db", db, "--listen", "127.0.0.1:0"],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=CLEAN, timeout=30)
    return done.returncode, done.stderr.decode()


def foreign(tap, whole):
    """(what it is, file, words of the refusal)"""
    cases = []

    def case(what, words, content=None, *statements):
        path = os.path.join(WORK, "case-%d.db" % len(cases))
        if content is not None:
            write(path, content)
        if statements:
            change(path, *statements)
        cases.append((what, path, words))

    data = read(whole)
    case("a text file", "is not a data set of chanceryd", "Dear Sir,\n" * 50)
    case("an empty file", "is not a data set of chanceryd", "")
    case("a short file", "is not a data set of chanceryd", data[:10])
    case("a SQLite file of another program", "is not a data set of chanceryd", None,
         "CREATE TABLE t (a)")
    case("a data set of another schema", "is a data set of schema 99, this program reads",
         data, "PRAGMA user_version = 99")
    case("a data set cut after its head", "damaged", data[:100])
    case("a data set cut in its middle", "damaged", data[:len(data) // 2])
    case("a data set without a table", "", data, "DROP TABLE former")
    case("a data set without a rev", "it has no rev", data,
         "DELETE FROM meta WHERE name = 'rev'")
    for what, path, words in cases:
        status, said = serve(path)
        tap.ok(status == 1 and len(said.splitlines()) == 1 and words in said,
               "serve refuses %s in one line" % what, said)
        done = run("check", "--db", path)
        tap.ok(done.status == 1 and len(done.err.splitlines()) == 1 and words in done.err,
               "check refuses %s in one line" % what, done)
        theirs = what in ("a text file", "a short file",
                          "a SQLite file of another program")
        if theirs:
            before = read(path)
            done = run("load", SAMPLE, "--db", path)
            tap.ok(done.status == 1 and "--force replaces it" in done.err and
                   read(path) == before, "load leaves %s as it is" % what, done)
        readable = what in ("an empty file", "a data set of another schema",
                            "a data set without a rev")
        if not theirs and not readable:
            before = read(path)
            done = run("load", SAMPLE, "--db", path)
            tap.ok(done.status == 1 and "names would be lost" in done.err and
                   len(done.err.splitlines()) == 1 and read(path) == before,
                   "load leaves %s as it is, since names would be lost" % what, done)
        done = run("load", SAMPLE, "--db", path, *([] if readable else ["--force"]))
        tap.ok(done.status == 0 and rev_of(path) == rev_of(whole) and
               readable != ("names are not carried over" in done.err),
               "load replaces %s, and says whether names are carried over" % what, done)

    nowhere = os.path.join(WORK, "nowhere.db")
    status, said = serve(nowhere)
    tap.ok(status == 1 and said == "chanceryd: there is no data set at %s\n" % nowhere,
           "serve says in one line that there is no data set", said)
    done = run("check", "--db", nowhere)
    tap.ok(done.status == 1 and "there is no data set at" in done.err,
           "check says in one line that there is no data set", done)
    folder = os.path.join(WORK, "folder.db")
    os.mkdir(folder)
    status, said = serve(folder)
    tap.ok(status == 1 and len(said.splitlines()) == 1,
           "serve refuses a folder in one line", said)


DAMAGE = [
    ("a changed text", "UPDATE block SET text = replace(text, 'the', 'teh') "
     "WHERE key = (SELECT min(key) FROM block WHERE text LIKE '% the %')",
     "its text does not fit its digest"),
    ("a changed label", "UPDATE block SET label = '99.' "
     "WHERE key = (SELECT min(key) FROM block WHERE label <> '')",
     "its text does not fit its digest"),
    ("a changed note", "UPDATE note SET text = text || '.' "
     "WHERE key = (SELECT min(key) FROM note)", "its text does not fit its digest"),
    ("a changed answer", "UPDATE block SET before_text = replace(before_text, '\"b1\"', "
     "'\"b9\"') WHERE id = 'b1'", "what is answered of it does not fit it"),
    ("an answer that is no JSON", "UPDATE note SET after_text = '' "
     "WHERE key = (SELECT min(key) FROM note)", "what is answered of it does not fit it"),
    ("another document's answer", "UPDATE document_answer SET answer = (SELECT answer "
     "FROM document_answer WHERE key = 2) WHERE key = 1", "answers of documents"),
    ("a name that is gone", "DELETE FROM name WHERE id = 'p4'", "names of blocks"),
    ("a note's name that is gone", "DELETE FROM name WHERE id = 'fn2'", "names of notes"),
    ("an anchor behind the end", "UPDATE note SET at = 1000000 "
     "WHERE key = (SELECT min(key) FROM note)", "is anchored after the end"),
    ("an anchor that moved", "UPDATE note SET at = at - 1 "
     "WHERE key = (SELECT min(key) FROM note WHERE at > 0)",
     "what is answered of it does not fit it"),
    ("a note on another document's block", "UPDATE note SET block = (SELECT min(key) "
     "FROM block) WHERE key = (SELECT max(key) FROM note)",
     "hangs on a block of another document"),
    ("a note on no block", "UPDATE note SET block = 5 "
     "WHERE key = (SELECT min(key) FROM note)", "points to a row of block"),
    ("a block that is gone", "DELETE FROM block WHERE key = (SELECT max(key) FROM block)",
     "blocks: "),
    ("a document that is gone", "DELETE FROM document WHERE key = 2", "documents: "),
    ("an omission that is gone", "DELETE FROM omission", "omissions: "),
    ("a file that is gone", "DELETE FROM source WHERE key = (SELECT min(key) FROM source)",
     "stored files"),
    ("a file that is another's", "UPDATE source SET bytes = (SELECT bytes FROM source "
     "ORDER BY key LIMIT 1) WHERE key = (SELECT max(key) FROM source)",
     "does not fit its digest"),
    ("a file that cannot be unpacked", "UPDATE source SET bytes = x'00112233' "
     "WHERE key = (SELECT max(key) FROM source)", "cannot be unpacked"),
    ("a text that is not UTF-8", "UPDATE block SET text = CAST(x'ff' AS TEXT) "
     "WHERE key = (SELECT max(key) FROM block)", "is not UTF-8"),
    ("mentions that are gone", "DELETE FROM mention WHERE key = (SELECT max(key) FROM mention)",
     "mentions in texts: "),
    ("mentions of a text that are cut off", "UPDATE mention SET bytes = substr(bytes, 1, "
     "length(bytes) - 1) WHERE key = (SELECT min(key) FROM mention)", "are damaged"),
    ("mentions that are another's", "UPDATE mention SET bytes = (SELECT bytes FROM mention "
     "ORDER BY length(bytes) DESC LIMIT 1) WHERE key = (SELECT max(key) FROM mention)",
     "do not fit its text"),
    ("a document whose names are gone", "DELETE FROM document_entity WHERE document = "
     "(SELECT min(document) FROM document_entity)", "mentions: "),
    ("a document whose names are cut off", "UPDATE document_entity SET bytes = "
     "substr(bytes, 1, length(bytes) - 1) WHERE document = (SELECT min(document) FROM "
     "document_entity)", "the data set is damaged"),
    ("an entity whose documents are gone", "DELETE FROM entity_document WHERE entity = "
     "(SELECT min(entity) FROM entity_document)", "entities whose documents are other ones"),
    ("an entity whose documents are another's", "UPDATE entity_document SET bytes = x'0101' "
     "WHERE entity = (SELECT max(entity) FROM entity_document WHERE bytes <> x'0101')",
     "entities whose documents are other ones"),
]


def damage(tap, whole):
    for what, statement, words in DAMAGE:
        db = shutil.copyfile(whole, os.path.join(WORK, "damaged.db"))
        change(db, statement)
        done = run("check", "--db", db)
        tap.ok(done.status == 1 and words in done.err and "load it again" in done.err,
               "check sees %s" % what, done)


def flip(tap, db):
    """Bytes that rot in the file: nothing falls over, and a load puts it right."""
    dice, data = random.Random(1953), read(db)
    rotten = os.path.join(WORK, "rotten.db")
    fell, unloaded, seen = [], [], 0
    for _ in range(40):
        bad = bytearray(data)
        for _ in range(dice.choice((1, 4, 64))):
            bad[dice.randrange(len(bad))] ^= 1 << dice.randrange(8)
        write(rotten, bytes(bad))
        done = run("check", "--db", rotten)
        seen += done.status == 1
        if done.status not in (0, 1):
            fell.append(done)
        done = run("load", SAMPLE, "--db", rotten, "--force", "--quiet")
        if done.status != 0 or rev_of(rotten) is None:
            unloaded.append(done)
    tap.ok(not fell, "check lives through bytes that rot", fell and fell[0])
    tap.note("%d of 40 were seen" % seen)
    tap.ok(not unloaded, "load replaces data sets whose bytes rot",
           unloaded and unloaded[0])


def main():
    tap = Tap()
    whole = os.path.join(WORK, "whole.db")
    run("load", SAMPLE, "--db", whole)
    done = run("check", "--db", whole)
    tap.ok(done.status == 0 and "is whole: rev " in done.out and not done.err,
           "check finds a fresh data set whole", done)
    foreign(tap, whole)
    damage(tap, whole)
    flip(tap, whole)
    tap.end()


main()
