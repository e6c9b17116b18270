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
    case("a data set whose meta is an endless view", "its tables are not those of a data set",
         data, "DROP TABLE meta", "CREATE VIEW meta AS WITH RECURSIVE c (name, value) AS (SELECT "
         "1, 2 UNION ALL SELECT name + 1, 2 FROM c) SELECT * FROM c")
    case("a data set with a trigger", "its tables are not those of a data set", data,
         "CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END")
    case("a data set with a table more", "its tables are not those of a data set", data,
         "CREATE TABLE more (a)")
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


def index(tap, whole):
    """What is damaged only where search reads it."""
    for what, statement in (
            ("more passages than there are",
             "UPDATE meta SET value = '99999999' WHERE name = 'passages'"),
            ("an index that is cut", "UPDATE shelf SET bytes = substr(bytes, 3)"),
            ("documents that begin backwards",
             "UPDATE shelf SET bytes = x'05000000' || substr(bytes, 5) WHERE key >> 32 = 2")):
        db = shutil.copyfile(whole, os.path.join(WORK, "index.db"))
        change(db, statement)
        status, said = serve(db)
        tap.ok(status == 1 and said == "chanceryd: the data set is damaged: load it again\n",
               "serve refuses a data set with %s in one line" % what, said)
        done = run("check", "--db", db)
        tap.ok(done.status == 1 and "damaged" in done.err, "check sees %s" % what, done)
        done = run("load", SAMPLE, "--db", db)
        tap.ok(done.status == 0 and rev_of(db) == rev_of(whole),
               "load replaces a data set with %s, though no text has changed" % what, done)


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
    ("postings that are zeros", "UPDATE postings SET bytes = zeroblob(length(bytes))",
     "its postings are damaged"),
    ("the postings of one word that are zeros", "UPDATE word SET few = zeroblob(length(few)) "
     "WHERE word = (SELECT min(word) FROM word WHERE few IS NOT NULL)",
     "its postings are damaged"),
    ("postings that are another word's", "UPDATE word SET few = (SELECT few FROM word WHERE "
     "passages = 1 ORDER BY word DESC LIMIT 1) WHERE word = (SELECT min(word) FROM word "
     "WHERE passages = 1)", "its postings are not those of the texts"),
    ("positions that are others", "UPDATE places SET bytes = (SELECT bytes FROM places ORDER "
     "BY key LIMIT 1) WHERE key = (SELECT max(key) FROM places)", "its postings are"),
    ("postings that belong to no word", "INSERT INTO postings VALUES (999999999, x'00')",
     "postings: "),
    ("a word that says too few passages", "UPDATE word SET passages = 5 WHERE word = 'the'",
     "word the: its postings are damaged"),
    ("a word that is gone", "DELETE FROM word WHERE word = 'the'",
     "vocabulary: 1 words of the texts are not in it"),
    ("a word that is in no text", "INSERT INTO word SELECT 'zzz', number, passages, documents, few FROM word "
     "WHERE few IS NOT NULL LIMIT 1", "word zzz: it is in the vocabulary, and in no text"),
    ("sizes of passages that are others", "UPDATE shelf SET bytes = zeroblob(length(bytes)) "
     "WHERE key = 0", "words, and 0 are said"),
    ("a form that is gone", "DELETE FROM form WHERE word = (SELECT min(word) FROM form)",
     "forms of words"),
    ("a hyphenated word that is gone", "DELETE FROM compound WHERE word = (SELECT min(word) "
     "FROM compound)", "hyphenated words"),
    ("a kind that there is not", "UPDATE block SET kind = 99 WHERE key = (SELECT min(key) FROM "
     "block)", "rows of block that cannot be"),
    ("a type that there is not", "UPDATE entity SET type = 99", "rows of entity that cannot be"),
    ("files of no document", "UPDATE source SET key = key - 4294967296",
     "rows of source that cannot be"),
    ("a status that there is not", "UPDATE former SET status = 200",
     "rows of former that cannot be"),
    ("documents of a collection that are others", "UPDATE collection SET last = last + 1",
     "rows of collection that cannot be"),
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
    index(tap, whole)
    damage(tap, whole)
    flip(tap, whole)
    tap.end()


main()
