"""Slow work beside quick: searches, sifted lists and exports in the pool, lookups on the workers.

    CHANCERYD=build/asan/chanceryd python3 tests/http/check_slow.py [WORD]...

WORK is a folder to work in (a fresh one without it). Prints TAP.
"""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

from http_client import DESPATCH, WAIT, Client, Server, Wrong, holds, main, test

WORDS = ("paragraph", "as", "long", "that", "note", "the", "of", "and")


def worst(lots):
    """A search that looks at nearly every paragraph, in words that no other has."""
    words = lots.sample(WORDS, 5)
    return ("/v1/search?limit=200&group=document&facets=year,author&syntax=advanced&q="
            + "+OR+".join(f"{word}*" for word in words)
            + f"+OR+NEAR({words[0]}+{words[1]},+{lots.randrange(3, 9)})+OR+x{lots.randrange(10**9)}")


class Flood:
    """So many clients that search without a pause, until the block ends."""

    def __init__(self, server, count):
        self.server, self.over = server, threading.Event()
        self.statuses, self.wrong = {}, []
        self.threads = [threading.Thread(target=self.search, args=(i,)) for i in range(count)]

    def search(self, seed):
        lots = random.Random(seed)
        try:
            with Client(self.server) as client:
                while not self.over.is_set():
                    answer = client.ask(worst(lots), may_be=(503,))
                    self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
                    if answer.status == 503:
                        holds(answer.header("Retry-After"), "503 without Retry-After")
                        time.sleep(0.2)
        except Exception as end:  # of a thread: told below
            self.wrong.append(f"{type(end).__name__}: {end}")

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()


def lookups(server, seconds):
    """What lookups take, the slowest last: some kept, some made anew."""
    took, end, number = [], time.monotonic() + seconds, 0
    with Client(server) as client:
        while time.monotonic() < end:
            number += 1
            began = time.monotonic()
            answer = client.ask(f"/v1/documents/long/paragraphs/{'p4' if number % 2 else f'b{number}'}",
                                may_be=())
            holds(answer.status in (200, 404), answer.status)
            took.append(time.monotonic() - began)
    return sorted(took)


@test("lookups beside 50 clients with the worst searches are answered at once", own=True)
def flood(home):
    with Server(home, "--workers", "1", "--search-time", "500") as server:
        alone = lookups(server, 1)
        with Flood(server, 50) as searches:
            time.sleep(0.5)
            beside = lookups(server, 4)
        holds(not searches.wrong, searches.wrong[:3])
        holds(searches.statuses.get(200, 0) + searches.statuses.get(503, 0) > 10
              and set(searches.statuses) <= {200, 503}, f"searches: {searches.statuses}")
        middle, last = (took[int(len(took) * part)] for took, part in ((alone, 0.5), (beside, 0.99)))
        print(f"# alone: half in {middle * 1000:.1f} ms; beside: {len(beside)} lookups, 99 % in "
              f"{last * 1000:.1f} ms, all in {beside[-1] * 1000:.1f} ms; searches {searches.statuses}")
        # a lookup that had to wait for one search would take half a second
        holds(last < 0.3 and len(beside) > 50, f"99 % of {len(beside)} lookups in {last:.2f} s")


@test("a full queue is 503 with Retry-After, and everything else is answered", own=True)
def full(home):
    with Server(home, "--workers", "1", "--slow-workers", "1", "--slow-queue", "1",
                "--search-time", "300") as server:
        with Flood(server, 8) as searches, Client(server) as client:
            deadline = time.monotonic() + WAIT
            while not searches.statuses.get(503) and time.monotonic() < deadline:
                holds(client.ask(DESPATCH + "/paragraphs/p4").status == 200, "a lookup")
                holds(client.ask("/healthz").status == 200, "alive")
                holds(client.ask("/v1/search?q=a&limit=0").status == 400, "what is wrong is said")
        holds(searches.statuses.get(503), f"nothing is refused: {searches.statuses}")
        holds(not searches.wrong, searches.wrong[:3])


def metrics_port(server):
    return int(re.search(rb"serving metrics at http://127\.0\.0\.1:(\d+)/", server.said()).group(1))


def jobs_done(server, jobs):
    """What the pool has done, by the metrics at server.port. A job is counted when its answer
    is on its way, so that so many are waited for."""
    done, deadline = -1, time.monotonic() + WAIT
    while done < jobs and time.monotonic() < deadline:
        with Client(server) as client:
            text = client.ask("/metrics").body.decode()
        done = int(re.search(r'slow_jobs_total{outcome="done"} (\d+)', text).group(1))
    return done


CONNECT = ("connect", "connects", "connected", "connecting", "connection", "connections",
           "connective", "connectives", "connectively")


def make_papers(home):
    """Hits that are short to show and hits that are not."""
    folder = os.path.join(home.work, "papers", "papers")
    os.makedirs(folder, exist_ok=True)
    papers = {"near": "A fork.\n\n" * 20,
              "deep": "A dish.\n\n" * 20000 + "A spoon.\n\n" * 20,
              "wide": ("A knife " + "\u00a7" * 30000 + "\n\n") * 3,
              "many": "".join(f"They {word} it.\n\n" for word in CONNECT)}
    for name, text in papers.items():
        with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8") as file:
            file.write("A PAPER\n\n" + text)
    home.dataset = os.path.join(home.work, "papers.db")
    subprocess.run([home.chanceryd, "load", os.path.join(home.work, "papers"), "--db",
                    home.dataset, "--quiet"], check=True)


@test("a search that is short is answered without the pool, and one that only seems so is not",
      own=True)
def short(home):
    usual = home.dataset
    make_papers(home)
    with Server(home, "--metrics", "127.0.0.1:0") as server, Client(server) as client:
        home.dataset = usual
        server.port = metrics_port(server)

        def search(words, jobs):
            page = client.ask("/v1/search?q=" + words).json()
            done = jobs_done(server, jobs)
            holds(done == jobs, f"{words}: the pool has done {done} jobs, not {jobs}")
            return page

        holds(search("fork", 0)["total"] == 20, "forks")
        forms = search("connect", 0)
        holds(search("connect&facets=kind", 1)["items"] == forms["items"]
              and forms["total"] == len(CONNECT), f"many forms are found otherwise: {forms}")
        holds(search("spoon", 2)["total"] == 20, "spoons deep in a document")
        holds(search("knife", 3)["total"] == 3, "knives beside what is no word")
        holds(search("fork&limit=100", 4)["total"] == 20, "forks on a long page")


@test("what is slow is kept, and then answered without the pool", own=True)
def kept(home):
    targets = ("/v1/search?q=malenkov", "/v1/suggest?prefix=ma", "/v1/documents?facets=year",
               "/v1/documents?author=penhallow", "/v1/paragraphs?kind=omission")
    with Server(home, "--metrics", "127.0.0.1:0", "--slow-workers", "1", "--slow-queue", "1") as server:
        with Client(server) as client:
            first = [client.ask(target) for target in targets]
            for target, answer in zip(targets, first):
                holds(answer.status == 200, f"{target}: {answer.status}")
                again = client.ask(target)
                holds(again.same() == answer.same(), f"{target} differs when it is kept")
                same = client.ask(target, f"If-None-Match: {answer.header('ETag')}")
                holds(same.status == 304, f"{target}: {same.status}")
        server.port = metrics_port(server)
        done = jobs_done(server, len(targets))
        holds(done == len(targets), f"the pool has done {done} jobs, not {len(targets)}")
        with Client(server) as client:
            text = client.ask("/metrics").body.decode()
        for state in ("waiting", "working"):
            holds(f'chancery_slow_jobs{{state="{state}"}} 0\n' in text, text)


@test("clients that leave their searches leave nothing behind", own=True)
def leavers(home):
    with Server(home, "--workers", "1", "--search-time", "300") as server:
        server.is_well()
        files = server.files()
        lots = random.Random(7)
        for _ in range(60):
            with Client(server) as client:
                client.send(f"GET {worst(lots)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        with Client(server) as client:
            deadline = time.monotonic() + WAIT
            while client.ask("/v1/search?q=malenkov", may_be=(503,)).status != 200:
                holds(time.monotonic() < deadline, "no search is answered any more")
                time.sleep(0.1)
        deadline = time.monotonic() + WAIT
        while server.files() > files:
            holds(time.monotonic() < deadline, f"{server.files()} files are open, {files} were")
            time.sleep(0.1)


@test("a stop lets searches and exports end, or says 503", own=True)
def stop(home):
    with Server(home, "--search-time", "500") as server:
        with Client(server) as client:
            export = client.ask("/v1/export.ndjson?collection=vienna-1953").body
        holds(len(export) > 10000, f"an export of {len(export)} bytes")
        lots, flying = random.Random(3), []
        for i in range(9):
            client = Client(server)
            target = worst(lots) if i % 3 else "/v1/export.ndjson?collection=vienna-1953"
            client.send(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            flying.append((target, client))
        time.sleep(0.7)  # what has not come to be read by then is not in flight
        server.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        for target, client in flying:
            try:
                answer = client.answer(may_be=(503,))
            except EOFError:
                raise Wrong(f"{target} is cut after {time.monotonic() - began:.1f} seconds") from None
            holds(answer.status in (200, 503), f"{target}: {answer.status}")
            holds("export" not in target or answer.body == export, "an export is cut")
            client.socket.close()
        server.process.wait(WAIT)
        holds(time.monotonic() - began < 10, f"takes {time.monotonic() - began:.1f} seconds")


if __name__ == "__main__":
    sys.exit(main())
