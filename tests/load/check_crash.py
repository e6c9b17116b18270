#!/usr/bin/env python3
"""A load that is killed, runs out of disk or meets another load leaves the data set that
was there, and the next one works."""
import os
import random
import resource
import shutil
import subprocess
import time

from daemon import CHANCERYD, CLEAN, RELEASE, SAMPLE, SHARED, WORK, Tap, read, rev_of, run, write

KILLS = int(os.environ.get("KILLS") or 20)
PARAGRAPH = ("The minister remarked[footnoteRef:%d] that the harvest of %d was late. "
             "[%d:  It was.] \n\n")


def big_corpus():
    """In the long run the edition beside the repository, else one of our own making."""
    if SHARED and KILLS > 20:
        return os.path.join(SHARED, "corpora", "frus", "edition")
    corpus = os.path.join(WORK, "big")
    for i in range(200):
        text = "".join(PARAGRAPH % (n, 1000 + n, n) for n in range(1, 120))
        write(os.path.join(corpus, "v%d" % (i // 100), "d%d.txt" % i), text)
    return corpus


def start(corpus, db, program=CHANCERYD):
    return subprocess.Popen([program, "load", corpus, "--db", db, "--force"],
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=CLEAN)


def kill(tap, big, db):
    before, rev = read(db), rev_of(db)
    began = time.monotonic()
    run("load", big, "--db", os.path.join(WORK, "timed.db"), program=RELEASE)
    seconds = time.monotonic() - began
    seed = int(os.environ.get("SEED") or time.time())
    tap.note("SEED=%d" % seed)
    dice, broken, left, unfinished = random.Random(seed), [], set(), 0
    for _ in range(KILLS):
        load = start(big, db, RELEASE)
        time.sleep(dice.uniform(0, 0.95 * seconds))
        load.kill()
        load.communicate()
        unfinished += load.returncode == -9
        left |= {name for name in os.listdir(os.path.dirname(db))
                 if name.startswith(os.path.basename(db))}
        now = rev_of(db, RELEASE)
        if now is None or (now == rev and read(db) != before):
            broken.append((load.returncode, now))
        if now != rev:  # it had just been published
            write(db, before)
    tap.note("%d of %d loads were killed before their end" % (unfinished, KILLS))
    tap.ok(unfinished >= KILLS // 4 and not broken,
           "a load that is killed leaves a whole data set, at whatever moment", broken)
    name = os.path.basename(db)
    tap.ok(left <= {name, name + ".new", name + ".lock"},
           "it leaves nothing behind but FILE.new and FILE.lock", left)
    done = run("load", SAMPLE, "--db", db)
    tap.ok(done.status == 0 and rev_of(db) and not os.path.exists(db + ".new"),
           "the next load works and clears up", done)


def stop(tap, big, db):
    before = read(db)
    load = start(big, db)
    time.sleep(0.2)
    load.terminate()
    load.communicate()
    tap.ok(load.returncode != 0 and read(db) == before,
           "a load that is stopped leaves the data set as it was", load.returncode)


def small_disk(tap, big):
    sentences = ("a full disk ends a load in one clear line",
                 "a full disk leaves the data set as it was, and nothing besides",
                 "the same disk takes a load that fits")
    disk = os.path.join(WORK, "disk")
    os.mkdir(disk)
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk],
        stderr=subprocess.DEVNULL).returncode == 0
    if not mounted:
        for sentence in sentences:
            tap.skip(sentence, "a small disk cannot be mounted here")
        return
    try:
        db = os.path.join(disk, "x.db")
        run("load", SAMPLE, "--db", db)
        before = read(db)
        done = run("load", big, "--db", db)
        lines = [line for line in done.err.splitlines() if line.startswith("chanceryd: ")]
        tap.ok(done.status == 1 and lines == ["chanceryd: the disk is full"], sentences[0],
               done)
        tap.ok(read(db) == before and rev_of(db) and
               set(os.listdir(disk)) == {"x.db", "x.db.lock"}, sentences[1],
               os.listdir(disk))
        done = run("load", SAMPLE, "--db", db, "--force")
        tap.ok(done.status == 0 and rev_of(db), sentences[2], done)
    finally:
        subprocess.run(["umount", disk])


def file_limit(tap, big, db):
    before = read(db)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    done = run("load", big, "--db", db, before=limit)
    tap.ok(done.status == 1 and done.err.splitlines()[-1].startswith("chanceryd: "),
           "a file that may not grow ends a load with a status and a line", done)
    tap.ok(read(db) == before and not os.path.exists(db + ".new"),
           "and leaves the data set as it was, and nothing besides")


def two_at_once(tap, big, db):
    if os.path.exists(db + ".new"):
        os.remove(db + ".new")
    first = start(big, db)
    while not os.path.exists(db + ".new"):
        time.sleep(0.01)
    second = start(big, db)
    _, said_first = first.communicate()
    _, said = second.communicate()
    tap.ok(first.returncode == 0 and second.returncode == 0,
           "two loads at once both succeed", [said_first, said])
    tap.ok(b"another load is writing" in said and b"waiting" in said and
           b"another load" not in said_first, "the second waits for the first and says so",
           said)
    tap.ok(rev_of(db), "the data set is whole after both")


def main():
    tap = Tap()
    big, db = big_corpus(), os.path.join(WORK, "kept.db")
    run("load", SAMPLE, "--db", db)
    kill(tap, big, db)
    stop(tap, big, db)
    small_disk(tap, big)
    file_limit(tap, big, db)
    two_at_once(tap, big, db)
    shutil.rmtree(os.path.join(WORK, "big"), ignore_errors=True)
    tap.end()


main()
