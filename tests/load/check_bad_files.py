#!/usr/bin/env python3
"""One bad file does not spoil an edition: it is reported with its place and left out, and
the others are loaded; --strict publishes nothing."""
import os

from daemon import WORK, Server, Tap, read, run, write

GOOD = "MEMORANDUM\n\n1. One.\n2. Two[footnoteRef:2]. [2:  A note.] \n\n"

# name, content, what is said
BAD = [
    ("broken.txt", b"one\ntwo\nbr\xffken\nfour\n",
     "vol/broken.txt:3: not UTF-8 at byte 10 (0xFF)"),
    ("cut.txt", b"one\ntwo \xe2\x80", "vol/cut.txt:2: not UTF-8"),
    ("surrogate.txt", b"one\n\xed\xa0\x80\n", "vol/surrogate.txt:2: not UTF-8"),
    ("long-form.txt", b"\xc0\xaf\n", "vol/long-form.txt:1: not UTF-8"),
    ("latin.txt", "Fr\xe4ulein\n".encode("latin-1"), "iconv -f WINDOWS-1252 -t UTF-8"),
    ("utf16-bom.txt", "Hello\n".encode("utf-16"),
     "vol/utf16-bom.txt:1: looks like UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"),
    ("utf16le.txt", "Hello world\n".encode("utf-16-le"),
     "vol/utf16le.txt:1: looks like UTF-16LE; convert it with: iconv -f UTF-16LE"),
    ("utf16be.txt", "Hello world\n".encode("utf-16-be"),
     "vol/utf16be.txt:1: looks like UTF-16BE; convert it with: iconv -f UTF-16BE"),
    ("utf32.txt", "Hello world\n".encode("utf-32"),
     "vol/utf32.txt:1: looks like UTF-32"),
    ("large.txt", b"a word and a word\n" * 300,
     "vol/large.txt: larger than the limit of 4096 bytes for a file"),
    ("wide.txt", b"one\n\n" + b"word " * 500,
     "vol/wide.txt:3: a paragraph longer than the limit of 2048 bytes"),
]
LIMITS = ("--max-file", "4096", "--max-block", "2K")

# name, content, text of the blocks
ODD = [
    ("empty.txt", b"", []),
    ("blank.txt", b" \n\t\n\xc2\xa0\n", []),
    ("crlf.txt", b"One line.\r\n\r\nAnother.\r\n", ["One line.", "Another."]),
    ("bom.txt", b"\xef\xbb\xbfOne line.\n", ["One line."]),
    ("controls.txt", b"a\x01b\x7fc\x1bd\n", ["a\x01b\x7fc\x1bd"]),
    ("nul.txt", b"before \0 behind\n", ["before \0 behind"]),
    ("no-end.txt", b"No line end", ["No line end"]),
]


def main():
    tap = Tap()
    corpus, db = os.path.join(WORK, "corpus"), os.path.join(WORK, "odd.db")
    for name, content, _ in ODD:
        write(os.path.join(corpus, "vol", name), content)
    write(os.path.join(corpus, "vol", "good.txt"), GOOD)
    done = run("load", corpus, "--db", db, *LIMITS, "--strict")
    tap.ok(done.status == 0 and " 0 problems" in done.out,
           "odd but honest files load without a problem, even strictly", done)
    with Server(db) as server:
        for name, _, texts in ODD:
            path = "/v1/documents/%s/paragraphs" % name[:-4]
            served = [block["text"] for block in server.items(path)]
            tap.ok(served == texts, "%s is served as it is" % name, served)
    before = read(db)

    for name, content, _ in BAD:
        write(os.path.join(corpus, "vol", name), content)
    os.mkfifo(os.path.join(corpus, "vol", "pipe.txt"))
    os.mkdir(os.path.join(corpus, "vol", "folder.txt"))
    os.symlink("nowhere", os.path.join(corpus, "vol", "astray.txt"))
    os.symlink("..", os.path.join(corpus, "vol", "round"))
    write(os.path.join(corpus, "vol", "GOOD.txt"), "Another with the same slug.\n")
    said = [line for _, _, line in BAD] + [
        "vol/pipe.txt: not a regular file; left out",
        "vol/astray.txt: cannot be read: a link that leads nowhere",
        "vol/GOOD.txt: its id is taken by vol/good.txt; known as \"vol.good\""]

    done = run("load", corpus, "--db", db, *LIMITS, "--strict")
    tap.ok(done.status == 1 and "and --strict" in done.err,
           "with --strict a bad file is status 1, and that is said", done)
    tap.ok(read(db) == before, "with --strict the data set is left as it was")
    tap.ok(not os.path.exists(db + ".new"), "with --strict nothing is left behind")

    done = run("load", corpus, "--db", db, *LIMITS)
    tap.ok(done.status == 0, "bad files are left out and the status is 0", done)
    tap.ok("loaded %d documents" % (len(ODD) + 2) in done.out,
           "all others are loaded", done)
    lines = done.err.splitlines()
    for line in said:
        tap.ok(any(line in there for there in lines), "it is said: %s" % line, done.err)
    tap.ok(not any(WORK in line for line in lines),
           "messages name files by their place in the corpus", done.err)
    with Server(db) as server:
        answer = server.get("/v1/documents/broken")
        tap.ok(answer.status == 404, "a file that was left out is not there")
        answer = server.get("/v1/documents/good/text")
        tap.ok(answer.status == 200 and b"same slug" not in answer.body,
               "of two files with one slug the one that had it keeps it")
        answer = server.get("/v1/documents/vol.good/text")
        tap.ok(answer.status == 200 and b"same slug" in answer.body,
               "and the other has its collection before it")

    sentence = "a file that may not be read is reported and left out"
    if os.geteuid() == 0:
        tap.skip(sentence, "the superuser may read everything")
    else:
        path = write(os.path.join(corpus, "vol", "closed.txt"), GOOD)
        os.chmod(path, 0)
        done = run("load", corpus, "--db", db, *LIMITS)
        tap.ok(done.status == 0 and
               "vol/closed.txt: cannot be read: Permission denied" in done.err, sentence,
               done)

    flat = os.path.join(WORK, "flat")
    write(os.path.join(flat, "a.txt"), GOOD)
    write(os.path.join(flat, "b.txt"), GOOD)
    done = run("load", flat, "--db", os.path.join(WORK, "flat.db"))
    with Server(os.path.join(WORK, "flat.db")) as server:
        ids = [item["id"] for item in server.items("/v1/collections")]
        tap.ok(ids == ["flat"], "a flat folder of texts is one collection", ids)

    done = run("load", os.path.join(WORK, "nowhere"), "--db", db)
    tap.ok(done.status == 1 and len(done.err.splitlines()) == 1 and
           done.err.endswith("nowhere: cannot be read: No such file or directory\n"),
           "a corpus that is not there is one clear line", done)
    os.mkdir(os.path.join(WORK, "empty"))
    before = read(db)
    done = run("load", os.path.join(WORK, "empty"), "--db", db)
    tap.ok(done.status == 1 and len(done.err.splitlines()) == 1 and
           "no text found in" in done.err, "an empty folder is one clear line", done)
    tap.ok(read(db) == before, "neither of them touches the data set that was there")

    done = run("load", flat, "--db", os.path.join(WORK, "no", "such", "folder.db"))
    tap.ok(done.status == 1 and len(done.err.splitlines()) == 1 and
           "No such file or directory" in done.err,
           "a target in no folder is one clear line", done)
    done = run("load", flat, "--db", os.path.join(WORK, "empty"))
    tap.ok(done.status == 1 and len(done.err.splitlines()) == 1 and
           "folder" in done.err, "a target that is a folder is one clear line", done)
    sentence = "a target that may not be written is one clear line"
    if os.geteuid() == 0:
        tap.skip(sentence, "the superuser may write everywhere")
    else:
        os.chmod(os.path.join(WORK, "empty"), 0o500)
        done = run("load", flat, "--db", os.path.join(WORK, "empty", "x.db"))
        tap.ok(done.status == 1 and len(done.err.splitlines()) == 1 and
               "Permission denied" in done.err, sentence, done)
        os.chmod(os.path.join(WORK, "empty"), 0o700)
    tap.end()


main()
