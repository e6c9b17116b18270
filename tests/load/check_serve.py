#!/usr/bin/env python3
"""The serve command from start to stop: a corpus that is loaded first, a port that is
taken, the signals that end it."""
import os
import signal
import socket
import subprocess
import time

from daemon import CHANCERYD, CLEAN, RELEASE, SAMPLE, WORK, Server, Tap, run, write


def killed(tap, db):
    """What is killed leaves nothing that hinders the next start, on the same port too."""
    with Server(db) as server:
        server.get("/v1")
        address = "127.0.0.1:%d" % server.port
        server.process.kill()
        server.process.wait(timeout=20)
    began = time.monotonic()
    with Server(db, "--listen", address, program=RELEASE) as server:
        status = server.get("/v1").status
        seconds = time.monotonic() - began
    tap.note("%.3f s from the start to the first answer" % seconds)
    tap.ok(status == 200 and seconds < 1, "after kill -9 it serves again within a second",
           (status, seconds))


def main():
    tap = Tap()
    db = os.path.join(WORK, "served.db")
    with Server(db, "--corpus", SAMPLE) as server:
        total = server.get("/v1/documents").json["total"]
        tap.ok(total == 6, "--corpus is loaded first where there is no data set", total)
    tap.ok(server.status == 0, "SIGTERM ends it with status 0", server.status)
    with Server(db, "--corpus", SAMPLE) as server:
        tap.ok(server.get("/readyz").status == 200,
               "--corpus over an up-to-date data set serves it")
        server.process.send_signal(signal.SIGINT)
        server.process.wait(timeout=20)
    tap.ok(server.status == 0, "SIGINT ends it with status 0", server.status)

    corpus = os.path.join(WORK, "corpus")
    write(os.path.join(corpus, "vol", "new.txt"), "A new one.\n")
    with Server(db, "--corpus", corpus) as server:
        tap.ok(server.get("/v1/documents/new").status == 404 and
               any("6 of 6 documents would be gone" in line for line in server.said),
               "a --corpus without all that is served is said, and what is there is served",
               server.said)
    with Server(db, "--corpus", corpus, env={"CHANCERY_FORCE": "1"}) as server:
        tap.ok(server.get("/v1/documents/new").status == 200,
               "--corpus is loaded first where the data set is older")
        taken = socket.socket()
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run([CHANCERYD, "serve", "--db", db, "--listen",
                               "127.0.0.1:%d" % port], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=CLEAN,
                              timeout=30)
        said = done.stderr.decode()
        tap.ok(done.returncode == 1 and len(said.splitlines()) == 1 and str(port) in said
               and "another program" in said, "a port that is taken is one clear line", said)
        taken.close()

    killed(tap, db)
    done = run("serve", "--db", db, "--corpus", os.path.join(WORK, "nowhere"), timeout=30)
    tap.ok(done.status == 1 and "nowhere: cannot be read" in done.err,
           "a corpus that is not there is said, and nothing is served", done)
    done = run("serve", "--db", db, "--listen", "192.0.2.1:0", timeout=30)
    tap.ok(done.status == 1 and len(done.err.splitlines()) == 1 and "192.0.2.1" in done.err,
           "an address that is not ours is one clear line", done)
    with Server(db) as server:
        before = server.get("/v1").json
        run("load", SAMPLE, "--db", db, "--force")  # over another edition
        tap.ok(server.get("/v1/documents/new").status == 200 and before,
               "a load beside a running server disturbs no request")
    tap.end()


main()
