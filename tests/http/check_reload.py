#!/usr/bin/env python3
"""A data set is replaced under load: no failed answer, and none of two data sets.

    CHANCERYD=build/asan/chanceryd WORK=/tmp/reload python3 tests/http/check_reload.py

Two corpora have the same names and other words. What each answer must be is learnt from
a server over each of them; then threads ask all the time while `load` puts one in the
place of the other.
"""
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "load"))
from tap import Tap  # noqa: E402

CHANCERYD = os.environ.get("CHANCERYD", "build/release/chanceryd")
WORK = os.environ.get("WORK") or tempfile.mkdtemp(prefix="chancery-reload-")
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith("CHANCERY_")}
THREADS, RELOADS = 8, 10
PARAGRAPHS = 3000
TARGETS = ["/", "/v1/documents", "/v1/documents/despatch", "/v1/documents/despatch/text.txt",
           "/v1/documents/despatch/paragraphs/p4", "/v1/documents/despatch/paragraphs?limit=200",
           "/v1/documents/despatch/footnotes", "/v1/export.ndjson", "/v1/export.csv", "/v1/search?q=the",
           "/v1/documents?facets=year"]


class Server:
    """`chanceryd serve` on a free port; `with` ends it by SIGTERM."""

    def __init__(self, db, *words):
        self.log = os.path.join(WORK, "serve-%d.log" % id(self))
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [CHANCERYD, "serve", "--db", db, "--listen", "127.0.0.1:0", *words],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=CLEAN)
        self.port = int(self.await_words(r"http://127\.0\.0\.1:(\d+)/").group(1))

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def await_words(self, pattern, times=1):
        for _ in range(600):
            found = list(re.finditer(pattern, self.said()))
            if len(found) >= times:
                return found[-1]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError("%s was not said: %s" % (pattern, self.said()[-2000:]))

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, 60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def ask(connection, target):
    """Status, ETag and body."""
    connection.request("GET", target)
    response = connection.getresponse()
    return response.status, response.headers["ETag"], response.read()


def make_corpus(name):
    folder = os.path.join(WORK, name, "vol")
    os.makedirs(folder)
    with open(os.path.join(folder, "despatch.txt"), "w", encoding="utf-8") as text:
        for i in range(1, PARAGRAPHS + 1):
            text.write("%d. Paragraph %d of the %s edition[footnoteRef:%d]. [%d:  A note of "
                       "the %s edition.] \n\n" % (i, i, name, i, i, name))
    return os.path.join(WORK, name)


def load(corpus, db):
    done = subprocess.run([CHANCERYD, "load", corpus, "--db", db, "--quiet", "--force"],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=CLEAN)
    if done.returncode != 0:
        raise RuntimeError("load failed: %r" % done.stderr)


def without_date(body):
    """The service tells when its data set was made, which differs from load to load."""
    return re.sub(rb'"modified":"[^"]*"', b"", body)


def learn(db):
    """What a server over this data set answers, target by target."""
    with Server(db) as server:
        connection = server.connect()
        answers = {target: ask(connection, target) for target in TARGETS}
        connection.close()
    return {target: (status, tag, without_date(body))
            for target, (status, tag, body) in answers.items()}


class Load:
    """Threads that ask all the time and hold each answer against both data sets."""

    def __init__(self, server, known):
        self.server, self.known = server, known
        self.stopping = threading.Event()
        self.wrong, self.counts, self.lock = [], [0, 0], threading.Lock()
        self.threads = [threading.Thread(target=self.work, args=(i,)) for i in range(THREADS)]
        for thread in self.threads:
            thread.start()

    def judge(self, target, answer):
        status, tag, body = answer
        body = without_date(body)
        for number, known in enumerate(self.known):
            if (status, tag, body) == known[target]:
                with self.lock:
                    self.counts[number] += 1
                return
        self.wrong.append("%s: %d %s %r" % (target, status, tag, body[:200]))

    def work(self, at):
        connection = self.server.connect()
        stopped = False
        while not stopped:
            stopped = self.stopping.is_set()
            at += 1
            try:
                self.judge(TARGETS[at % len(TARGETS)],
                           ask(connection, TARGETS[at % len(TARGETS)]))
            except (http.client.HTTPException, OSError) as end:
                # After the stop a connection may be closed, but never within an answer.
                if not self.stopping.is_set() or isinstance(end, http.client.IncompleteRead):
                    self.wrong.append("%s: %r" % (TARGETS[at % len(TARGETS)], end))
                break
        connection.close()

    def end(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


def is_clean(server):
    return "Sanitizer" not in server.said() and "runtime error" not in server.said()


def check_under_load(tap, corpora, db, known):
    with Server(db) as server:
        load_of = Load(server, known)
        renewed = 0
        for i in range(1, RELOADS + 1):
            # Before the load: the server may see the file before the load's process ends.
            renewed = len(re.findall("opened anew", server.said()))
            load(corpora[i % 2], db)
            if i % 3 == 0:
                server.process.send_signal(signal.SIGHUP)
            server.await_words("opened anew", renewed + 1)
        before = list(load_of.counts)
        lost = len(load_of.wrong)
        print("# %d answers in %d reloads, %d of them lost" % (sum(before), RELOADS, lost))
        tap.ok(not load_of.wrong and min(before) > 50,
               "while a data set is replaced %d times every answer is whole and of one of "
               "them" % RELOADS, "%s answers\n%s" % (before, "\n".join(load_of.wrong[:10])))
        server.await_words("opened anew", RELOADS - 1)
        connection = server.connect()
        time.sleep(1.5)
        for target in TARGETS:
            status, tag, body = ask(connection, target)
            tap.ok((status, tag, without_date(body)) == known[0][target],
                   "%s is of the last data set in the end" % target, tag)
        connection.close()
        files = os.listdir("/proc/%d/fd" % server.process.pid)
        tap.ok(len(files) < 80, "old data sets are closed", files)
        load_of.stopping.set()
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        status = server.process.wait(30)
        took = time.monotonic() - began
        load_of.end()
        print("# %d answers in a stop, %d of them lost" % (
            sum(load_of.counts) - sum(before), len(load_of.wrong) - lost))
        tap.ok(status == 0 and took < 10, "a stop under load ends with 0 within 10 seconds",
               "%s after %.1f s" % (status, took))
        tap.ok(not load_of.wrong, "and breaks no answer off", "\n".join(load_of.wrong[:10]))
        tap.ok(is_clean(server), "no sanitizer has a word to say", server.said()[-3000:])


def check_bad_file(tap, db, known):
    """A file that is no data set is said, once, and the old one is served on."""
    with Server(db) as server:
        bad = os.path.join(WORK, "bad.db")
        with open(bad, "wb") as file:
            file.write(b"no data set\n" * 1000)
        good = os.path.join(WORK, "good.db")
        shutil.copyfile(db, good)
        os.rename(bad, db)
        server.await_words("served on")
        time.sleep(2.5)
        connection = server.connect()
        answer = ask(connection, TARGETS[4])
        tap.ok((answer[0], answer[1], answer[2]) == known[0][TARGETS[4]],
               "a file that is no data set leaves the old one in its place", answer)
        tap.ok(server.said().count("served on") == 1, "and is logged once", server.said())
        server.process.send_signal(signal.SIGHUP)
        server.await_words("served on", 2)
        os.rename(good, db)
        server.await_words("opened anew")
        tap.ok(ask(connection, TARGETS[4])[:2] == known[0][TARGETS[4]][:2],
               "a good one is opened as soon as it is there")
        os.unlink(db)
        server.await_words("there is no data set")
        tap.ok(ask(connection, TARGETS[7])[0] == 200, "a data set that vanishes is served on")
        connection.close()


def check_stream(tap, corpora, db, known):
    """A stream that began with one data set ends with it."""
    load(corpora[0], db)
    with Server(db) as server:
        connection = server.connect()
        connection.request("GET", "/v1/export.ndjson")
        response = connection.getresponse()
        body = response.read(1000)
        load(corpora[1], db)
        server.await_words("opened anew")
        other = server.connect()
        fresh = ask(other, "/v1/export.ndjson")
        body += response.read()
        tap.ok(body == known[0]["/v1/export.ndjson"][2],
               "a stream that began with one data set ends with it")
        tap.ok(fresh == known[1]["/v1/export.ndjson"], "one that begins later has the new one")
        connection.close()
        other.close()


def check_grace(tap, corpora, db):
    load(corpora[0], db)
    with Server(db, "--grace", "3") as server:
        connection = server.connect()
        tap.ok(ask(connection, "/readyz")[0] == 200, "/readyz is 200 while it serves")
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.await_words("stopping")
        time.sleep(0.2)
        statuses = [ask(connection, target)[0] for target in ("/readyz", "/healthz", "/v1")]
        tap.ok(statuses == [503, 200, 200],
               "in the time of grace /readyz is 503 and all else is answered", statuses)
        connection.close()
        status = server.process.wait(30)
        took = time.monotonic() - began
        tap.ok(status == 0 and 2 < took < 10, "then it stops", "%s, %.1f s" % (status, took))


def main():
    tap = Tap()
    corpora = [make_corpus("first"), make_corpus("second")]
    db = os.path.join(WORK, "reload.db")
    known = []
    for i, corpus in enumerate(corpora):
        own = os.path.join(WORK, "own-%d.db" % i)
        load(corpus, own)
        known.append(learn(own))
    tap.ok(all(known[0][t][1:] != known[1][t][1:] for t in TARGETS), "the two differ")
    # Names are carried over from a load to the next, so revs are those of the pair.
    load(corpora[0], db)
    known[0] = learn(db)
    load(corpora[1], db)
    known[1] = learn(db)
    load(corpora[0], db)
    again = learn(db)
    tap.ok(again == known[0], "a data set loaded again has its rev again",
           [(t, again[t][1], known[0][t][1]) for t in TARGETS if again[t] != known[0][t]])
    check_under_load(tap, corpora, db, known)
    check_bad_file(tap, db, known)
    check_stream(tap, corpora, db, known)
    check_grace(tap, corpora, db)
    tap.end()


if __name__ == "__main__":
    main()
