#!/usr/bin/env python3
"""A corpus says what the data set is: the same one gives the same rev, wherever and
whenever it lies, and an unchanged one is not loaded again."""
import os
import shutil

from daemon import SAMPLE, WORK, Tap, read, rev_of, run, write


def load(tap, corpus, db, *words):
    done = run("load", corpus, "--db", db, *words)
    if done.status != 0:
        tap.note(done)
    return done


def main():
    tap = Tap()
    one, two = os.path.join(WORK, "one.db"), os.path.join(WORK, "two.db")
    corpus = shutil.copytree(SAMPLE, os.path.join(WORK, "corpus"))
    load(tap, corpus, one)
    load(tap, corpus, two)
    rev = rev_of(one)
    tap.ok(rev and rev == rev_of(two), "a corpus loaded into two files has one rev")

    moved = shutil.copytree(SAMPLE, os.path.join(WORK, "elsewhere", "far", "corpus"))
    for folder, _, names in os.walk(moved):
        for name in names:
            os.utime(os.path.join(folder, name), (1000000000, 1000000000))
    load(tap, moved, two, "--force")
    tap.ok(rev == rev_of(two), "another folder and other dates of files change no rev")

    before = read(one)
    done = load(tap, corpus, one)
    tap.ok("up to date" in done.out and read(one) == before,
           "an unchanged corpus is not loaded again, and that is said", done)
    done = load(tap, corpus, one, "--quiet")
    tap.ok(done.status == 0 and not done.out and not done.err,
           "quiet says nothing about an unchanged corpus", done)

    text = os.path.join(corpus, "vienna-1953", "vienna-telegram-221.txt")
    write(text, read(text))
    os.utime(text, (1500000000, 1500000000))
    done = load(tap, corpus, one)
    tap.ok("up to date" in done.out, "a file that was touched and is equal is no change",
           done)

    done = load(tap, corpus, one, "--force")
    tap.ok("loaded 6 documents" in done.out and rev_of(one) == rev,
           "force loads an unchanged corpus, to the same rev", done)
    tap.ok(load(tap, corpus, one, "--max-block", "8M").out.find("loaded") >= 0,
           "another limit is a change")
    tap.ok(rev_of(one) != rev, "another limit is another rev")
    load(tap, corpus, one)
    tap.ok(rev_of(one) == rev, "the first limit gives the first rev back")

    sidecar = os.path.join(corpus, "vienna-1953", "vienna-telegram-221.json")
    said = read(sidecar)
    write(sidecar, said + b"\n")
    done = load(tap, corpus, one)
    changed = rev_of(one)
    tap.ok("loaded" in done.out and changed != rev,
           "a changed sidecar is loaded, and is another rev", done)
    os.remove(sidecar)
    done = load(tap, corpus, one)
    tap.ok("loaded" in done.out and rev_of(one) not in (rev, changed),
           "a sidecar that is gone is a change", done)
    write(sidecar, said)

    collection = os.path.join(corpus, "vienna-1953", "collection.json")
    write(collection, read(collection) + b"\n")
    done = load(tap, corpus, one)
    tap.ok("loaded" in done.out, "a changed collection.json is a change", done)

    write(os.path.join(corpus, "vienna-1953", "broken.txt"), b"\xff\n")
    run("load", corpus, "--db", one)
    done = run("load", corpus, "--db", one)
    tap.ok("up to date" in done.out,
           "an unchanged corpus with a file that is left out is not loaded again", done)
    os.remove(os.path.join(corpus, "vienna-1953", "broken.txt"))

    write(collection, '{"withdrawn": ["vienna-telegram-221"]}')
    done = run("load", corpus, "--db", one)
    tap.ok("loaded 5 documents" in done.out, "a withdrawn document is left out", done)
    tap.ok(" 0 problems" in done.out, "what the editors withdraw is no problem", done)
    done = run("load", corpus, "--db", one)
    tap.ok("up to date" in done.out,
           "an unchanged corpus with a withdrawn document is not loaded again", done)
    tap.end()


main()
