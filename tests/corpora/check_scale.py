#!/usr/bin/env python3
"""27,667 documents, 148 MB of text: loads without a problem, is whole, and 500 documents
of it, taken at even distances, are served without loss. Slow: only when CHANCERY_SCALE=1.
"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "load"))
from daemon import SHARED, WORK, Server, Tap, quote, read, run
from lossless import losses

SAMPLES = 500


def unpack():
    """The corpus as a folder; {document: file}."""
    archive = os.path.join(SHARED, "corpora", "frus-scale.tar.zst")
    unpacked = subprocess.Popen(["zstd", "-dc", archive], stdout=subprocess.PIPE)
    subprocess.run(["tar", "-x", "-C", WORK], stdin=unpacked.stdout, check=True)
    if unpacked.wait() != 0:
        raise RuntimeError("the archive cannot be unpacked")
    files = {}
    for folder, _, names in os.walk(os.path.join(WORK, "scale")):
        for name in names:
            if name.endswith(".txt"):
                files[name[:-4].lower()] = os.path.join(folder, name)
    return files


def main():
    if not SHARED:
        print("1..0 # SKIP ../shared is not here: the corpora are not tested")
        return
    if os.environ.get("CHANCERY_SCALE") != "1":
        print("1..0 # SKIP slow: CHANCERY_SCALE=1 loads 148 MB of text")
        return
    tap = Tap()
    files, db = unpack(), os.path.join(WORK, "scale.db")
    done = run("load", os.path.join(WORK, "scale"), "--db", db, timeout=1800)
    tap.ok(done.status == 0 and " 0 problems" in done.out and
           "loaded %d documents" % len(files) in done.out,
           "%d documents load without a problem" % len(files), done)
    tap.note(done.out)
    done = run("check", "--db", db)
    tap.ok(done.status == 0 and "is whole" in done.out, "the data set is whole", done)
    names, lost = sorted(files), []
    with Server(db) as server:
        for document in names[::max(1, len(names) // SAMPLES)]:
            path = "/v1/documents/" + quote(document)
            blocks = list(server.items(path + "/paragraphs?limit=200&include=source"))
            notes = list(server.items(path + "/footnotes?limit=200"))
            lost += ["%s: %s" % (document, what)
                     for what in losses(read(files[document]), blocks, notes)]
    tap.ok(not lost, "%d documents of them are served without loss" % SAMPLES,
           "\n".join(lost))
    tap.end()


main()
