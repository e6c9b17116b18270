#!/usr/bin/env python3
"""What a normal client waits beside bad ones and beside a flood of searches.

    tests/bench/neighbours.py CHANCERYD DATASET

bench.py calls it too. The crowds are in processes of their own, so that what they cost
themselves is not measured here, but for the processor that they share with the server.
"""
import http.client
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "http"))
from crowds import Crowd, part, raise_files, waits  # noqa: E402

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
GOAL = 50  # milliseconds
# Words that stand in most papers; each search is another one, so that none is kept.
WORDS = ("the", "of", "and", "to", "in", "that", "a", "for", "on", "is")


def stay(port, counts, over, ready):
    raise_files()
    with Crowd(port, **counts):
        ready.set()
        over.wait()


def search(port, clients, over, ready):
    def one(seed):
        lots = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", port, 60)
        while not over.is_set():
            words = "+OR+".join(f"{word}*" for word in lots.sample(WORDS, 5))
            connection.request("GET", f"/v1/search?facets=year,author&limit=200&q={words}"
                                      f"+OR+x{lots.randrange(10 ** 9)}")
            connection.getresponse().read()
    threads = [threading.Thread(target=one, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    ready.set()
    for thread in threads:
        thread.join()


def beside(port, ask, target, argument):
    over, ready = multiprocessing.Event(), multiprocessing.Event()
    other = multiprocessing.Process(target=target, args=(port, argument, over, ready))
    other.start()
    ready.wait(60)
    took = waits(ask, SECONDS)
    over.set()
    other.join()
    return took


def measure(chanceryd, dataset):
    raise_files()
    server = subprocess.Popen([chanceryd, "serve", "--db", dataset, "--listen", "127.0.0.1:0",
                               "--connections", "1300"], stderr=subprocess.PIPE, text=True)
    port = int(re.search(r"127\.0\.0\.1:(\d+)/", server.stderr.readline()).group(1))
    threading.Thread(target=server.stderr.read, daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", port, 60)
    paths, at = [], [0]

    def get(path):
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status}")
        return body

    paths = re.findall(r'"url":"([^"]+/paragraphs/[^"]+)"', get("/v1/paragraphs?limit=200").decode())

    def ask():  # a paragraph that is not kept: a look-up on a worker
        at[0] += 1
        get(f"{paths[at[0] % len(paths)]}?context={at[0] % 6}&_={at[0]}")

    print("\n| a normal client's look-up | half in | 99 % in | all in (ms) |  |")
    print("|---|---|---|---|---|")
    try:
        for title, target, argument in (
                ("alone", None, None), ("beside 500 idle clients", stay, {"idle": 500}),
                ("beside 500 that drip their heads", stay, {"dripping": 500}),
                ("beside 100 that read slowly", stay, {"slow": 100}),
                ("beside all of these", stay, {"idle": 500, "dripping": 500, "slow": 100}),
                ("beside 50 that search without a pause", search, 50)):
            took = beside(port, ask, target, argument) if target else waits(ask, SECONDS)
            shown = [1000 * part(took, share) for share in (0.5, 0.99, 1)]
            verdict = f"to reach: {GOAL} ms  {'reached' if shown[1] < GOAL else 'NOT reached'}"
            print(f"| {title} | {shown[0]:.1f} | {shown[1]:.1f} | {shown[2]:.1f} | {verdict if target else ''} |",
                  flush=True)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


if __name__ == "__main__":
    measure(*sys.argv[1:3])
