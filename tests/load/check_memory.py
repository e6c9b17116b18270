#!/usr/bin/env python3
"""A load takes memory for a block, not for a document, a collection or a corpus. The
figures are those of a daemon without sanitizers, when RELEASE says where one is."""
import os
import subprocess
import sys

from daemon import CHANCERYD, CLEAN, WORK, Server, Tap, write

RELEASE = os.environ.get("RELEASE", "")
SENTENCE = "The minister remarked that the harvest of that year was late and meagre. "
NOTED = ("%d. " + SENTENCE * 4 + "[footnoteRef:%d] " + SENTENCE * 4 +
         "[%d:  A note on the harvest.] \n\n")

# Runs the rest of the command line and prints its status and peak memory in KiB.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure(tap, sentence, mebibytes, *words):
    done = subprocess.run([sys.executable, "-c", MEASURE, RELEASE or CHANCERYD, *words],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=CLEAN)
    status, peak = map(int, done.stdout.split())
    tap.ok(status == 0, "%s loads" % sentence, done.stderr.decode())
    within = "%s takes less than %d MB" % (sentence, mebibytes)
    if RELEASE:
        tap.note("%s: %d MB at most" % (sentence, peak // 1024))
        tap.ok(peak < mebibytes * 1024, within, "%d KiB" % peak)
    else:
        tap.skip(within, "RELEASE names no daemon without sanitizers")


def main():
    tap = Tap()
    one = os.path.join(WORK, "one")
    large = "".join(NOTED % (n % 1000, n, n) for n in range(1, 54001))
    write(os.path.join(one, "v", "large.txt"), large)
    size = len(large)
    tap.ok(34e6 <= size <= 40e6, "the large document has 34 MB", size)
    db = os.path.join(WORK, "large.db")
    measure(tap, "a document of 34 MB", 96, "load", one, "--db", db)
    with Server(db) as server:
        counts = server.get("/v1/documents/large").json["counts"]
        tap.ok(counts["paragraphs"] == counts["footnotes"] == 54000 and
               counts["bytes"] == size, "all of it is served", counts)
    # The data set before is mapped, and what is read of it counts here as memory.
    measure(tap, "the same document over itself", 256, "load", one, "--db", db, "--force")

    wide = os.path.join(WORK, "wide")
    paragraph = "4. " + SENTENCE * ((1 << 20) // len(SENTENCE) + 1) + "\n"
    write(os.path.join(wide, "v", "wide.txt"), paragraph)
    db = os.path.join(WORK, "wide.db")
    measure(tap, "a paragraph of 1 MB", 64, "load", wide, "--db", db)
    with Server(db) as server:
        block = server.get("/v1/documents/wide/paragraphs/p4").json
        tap.ok(block["text"] == paragraph[3:].strip(), "all of it is served as well")

    several = os.path.join(WORK, "several")
    names = "Mr. Ab, " * ((4 << 20) // 8)
    for i in range(8):
        write(os.path.join(several, "v", "names-%d.txt" % i), names)
        write(os.path.join(several, "v", "notes-%d.txt" % i), large[:size // 3])
    measure(tap, "sixteen long documents, half of them one paragraph of names", 640,
            "load", several, "--db", os.path.join(WORK, "several.db"))

    many = os.path.join(WORK, "many")
    for i in range(3000):
        write(os.path.join(many, "v%d" % (i // 500), "d%d.txt" % i),
              "".join(NOTED % (n, n, n) for n in range(1, 9)))
    measure(tap, "a corpus of 3,000 documents", 64, "load", many, "--db",
            os.path.join(WORK, "many.db"))
    tap.end()


main()
