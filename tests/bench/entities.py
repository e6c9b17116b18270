#!/usr/bin/env python3
"""What names cost: loading with search and entities beside the default row-by-row FTS5
loop, memory of lists while loading, and memory of serving.

    tests/bench/entities.py CHANCERYD CORPUS [LIST.json]

CORPUS is a folder of volumes, LIST a large authority file. Times are CPU time.
"""
import os
import re
import resource
import subprocess
import sys
import tempfile

from search import Server, plain_loop


# Between the load and this program, whose own memory would count as the load's: it is its
# memory until exec.
MEASURE = """
import os, sys
_, status, used = os.wait4(os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:]), 0)
print(status, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def load(chanceryd, corpus, db, *words):
    """CPU seconds and the most memory, in KiB, of one load."""
    for name in (db, db + ".lock"):
        if os.path.exists(name):
            os.unlink(name)
    said = subprocess.run([sys.executable, "-SEc", MEASURE, chanceryd, "load", corpus, "--db",
                           db, "--quiet", *words], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.split()
    if said[0] != b"0":
        sys.exit("the load failed")
    return float(said[1]), int(said[2])


def private_kib(chanceryd, db):
    server = Server([chanceryd, "serve", "--db", db, "--listen", "127.0.0.1:0", "--workers",
                     "1"], r" at http://127\.0\.0\.1:(\d+)/")
    with open("/proc/%d/status" % server.process.pid) as status:
        kib = int(re.search(r"RssAnon:\s+(\d+)", status.read()).group(1))
    server.stop()
    return kib


def loop_cpu(db, out):
    before = resource.getrusage(resource.RUSAGE_SELF)
    plain_loop(db, out)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    chanceryd, corpus = sys.argv[1:3]
    lists = sys.argv[3:4]
    with tempfile.TemporaryDirectory() as work:
        db, plain_db = os.path.join(work, "e.db"), os.path.join(work, "p.db")
        without, without_kib = load(chanceryd, corpus, plain_db, "--without", "entities")
        bare, _ = load(chanceryd, corpus, os.path.join(work, "b.db"), "--without",
                       "search,entities")
        took, kib = load(chanceryd, corpus, db)
        loop = loop_cpu(db, os.path.join(work, "loop.db"))
        print("loading with search and entities: %.2f × the speed of a load without, then the "
              "default loop (%.1f s of CPU; without entities %.1f, bare %.1f, the loop %.1f)"
              % ((bare + loop) / took, took, without, bare, loop))
        print("data set: %.1f MB, without entities %.1f MB"
              % (os.path.getsize(db) / 1e6, os.path.getsize(plain_db) / 1e6))
        print("memory while loading: %.1f MB more with the program's own list and those of "
              "the corpus" % ((kib - without_kib) / 1024))
        sample = os.path.join(os.path.dirname(__file__), "..", "..", "db", "corpus")
        small = [load(chanceryd, sample, os.path.join(work, "s.db"), *words)[1]
                 for words in ((), ("--without", "entities"))]
        print("the program's own list alone, with the sample edition: %.1f MB"
              % ((small[0] - small[1]) / 1024))
        for name in lists:
            _, more = load(chanceryd, corpus, os.path.join(work, "l.db"), "--authority", name)
            size = os.path.getsize(name) / 1e6
            print("%s, %.1f MB: %.1f MB more, %.1f × its file"
                  % (os.path.basename(name), size, (more - kib) / 1024,
                     (more - kib) * 1024 / 1e6 / size))
        print("serving: %d KiB of private memory, %d without entities"
              % (private_kib(chanceryd, db), private_kib(chanceryd, plain_db)))


main()
