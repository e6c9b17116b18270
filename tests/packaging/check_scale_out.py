#!/usr/bin/env python3
"""Three servers of one data set behind nginx, as docker/compose.scale.yaml has them: with
docker/nginx.conf itself, on the loopback.

    CHANCERYD=build/asan/chanceryd WORK=/tmp/scale python3 tests/packaging/check_scale_out.py

Under load a server is killed and comes back, and the data set is replaced: no request is
lost, and what is asked again comes from the cache.
"""
import collections
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "load"))
from tap import Tap  # noqa: E402

CHANCERYD = os.environ.get("RELEASE") or os.environ["CHANCERYD"]
WORK = os.environ["WORK"]
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith("CHANCERY_")}
DB = os.path.join(WORK, "scale.db")
CORPUS = os.path.join(WORK, "corpus")
CLIENTS, KILLS, PARAGRAPHS, WAIT = 6, 5, 400, 30
NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:build/tools/usr/sbin")


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def write_edition(word):
    os.makedirs(os.path.join(CORPUS, "vol"), exist_ok=True)
    with open(os.path.join(CORPUS, "vol", "despatch.txt"), "w", encoding="utf-8") as text:
        for i in range(1, PARAGRAPHS + 1):
            text.write("%d. Paragraph %d of the %s edition. \n\n" % (i, i, word))
    subprocess.run([CHANCERYD, "load", CORPUS, "--db", DB, "--quiet"], check=True, env=CLEAN)


class Replica:
    def __init__(self, number):
        self.port, self.process = free_port(), None
        self.log = os.path.join(WORK, "replica-%d.log" % number)
        self.start()

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [CHANCERYD, "serve", "--db", DB, "--listen", "127.0.0.1:%d" % self.port],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=CLEAN)
        await_answer(self.port)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()


class Proxy:
    """nginx with our file, but for the places that are a container's there."""

    def __init__(self, replicas):
        self.port = free_port()
        with open("docker/nginx.conf", encoding="utf-8") as file:
            conf = file.read()
        for number, replica in enumerate(replicas, 1):
            conf = conf.replace("serve-%d:8080" % number, "127.0.0.1:%d" % replica.port)
        conf = conf.replace("listen 8080", "listen 127.0.0.1:%d" % self.port)
        conf = re.sub(r"/tmp/|/var/cache/nginx/", WORK + "/nginx/", conf)
        conf = conf.replace("worker_processes auto;", "worker_processes 2; daemon off;")
        if os.geteuid() == 0:  # else its workers become nobody, who may not enter WORK
            conf = "user root root;\n" + conf
        os.mkdir(os.path.join(WORK, "nginx"))
        path = os.path.join(WORK, "nginx.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(conf)
        self.log = os.path.join(WORK, "nginx.log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([NGINX, "-p", WORK, "-c", path, "-e", "stderr"],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        await_answer(self.port)

    def end(self):
        self.process.send_signal(signal.SIGQUIT)
        return self.process.wait(WAIT)


def ask(port, target, connection=None):
    own = connection or http.client.HTTPConnection("127.0.0.1", port, WAIT)
    own.request("GET", target)
    response = own.getresponse()
    answer = response.status, response.headers.get("X-Cache"), response.read()
    if not connection:
        own.close()
    return answer


def await_answer(port):
    deadline = time.monotonic() + WAIT
    while True:
        try:
            if ask(port, "/readyz")[0] == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        if time.monotonic() > deadline:
            raise RuntimeError("nobody is ready at %d" % port)
        time.sleep(0.02)


class Load:
    """Clients of the proxy, whose targets are new to the cache at first."""

    def __init__(self, port):
        self.port, self.stopping, self.lock = port, threading.Event(), threading.Lock()
        self.lost, self.seen = [], collections.Counter()
        self.threads = [threading.Thread(target=self.work, args=(i,)) for i in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def work(self, number):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, WAIT)
        at = 0
        while not self.stopping.is_set():
            at += 1
            fresh = "?context=%d" % (at % 6) if at % 4 else ""
            target = "/v1/documents/despatch/paragraphs/p%d%s" % (
                1 + (at * 7 + number * 61) % PARAGRAPHS, fresh)
            try:
                status, cache, body = ask(self.port, target, connection)
                whole = body.startswith(b"{") and body.endswith(b"}")
                wrong = None if status == 200 and whole else "%s: %s %r" % (target, status, body[:80])
            except (OSError, http.client.HTTPException) as fault:
                wrong, cache = "%s: %r" % (target, fault), None
                connection.close()
            with self.lock:
                self.seen[cache] += 1
                if wrong:
                    self.lost.append(wrong)
        connection.close()

    def answers(self):
        with self.lock:
            return sum(self.seen.values())

    def end(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


def check_cache(tap, port):
    target = "/v1/documents/despatch/paragraphs/p4"
    answers = [ask(port, target) for _ in range(2)]
    tap.ok([answer[:2] for answer in answers] == [(200, "MISS"), (200, "HIT")] and
           answers[0][2] == answers[1][2], "the second answer is the first one, kept", answers)
    tap.ok(ask(port, "/readyz")[1] is None, "how it is is not kept")


def check_kills(tap, replicas, load):
    before = load.answers()
    for i in range(KILLS):
        time.sleep(0.5)
        replicas[i % 3].kill()
        time.sleep(0.7)
        replicas[i % 3].start()
    tap.ok(not load.lost and load.answers() > before + 100,
           "%d times a server is killed under load, and no request is lost" % KILLS,
           "%d answers\n%s" % (load.answers(), "\n".join(load.lost[:10])))


def check_stop(tap, replicas, load):
    replicas[0].process.terminate()
    status = replicas[0].process.wait(WAIT)
    replicas[0].start()
    time.sleep(0.3)
    tap.ok(status == 0 and not load.lost, "nor when one is stopped", "\n".join(load.lost[:10]))


def check_reload(tap, replicas, port, load):
    write_edition("second")
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and not all("opened anew" in r.said() for r in replicas):
        time.sleep(0.1)
    told = {ask(replica.port, "/v1")[2].split(b'"rev":"')[1][:8] for replica in replicas}
    tap.ok(len(told) == 1, "all find a new data set by themselves", told)
    body = ask(port, "/v1/documents/despatch/paragraphs/p9?context=0&pretty")[2]
    tap.ok(b"of the second edition" in body, "and answer from it", body)
    tap.ok(not load.lost, "and lose no request meanwhile", "\n".join(load.lost[:10]))


def check_all_gone(tap, replicas, port):
    target = "/v1/documents/despatch/paragraphs/p12"
    ask(port, target)
    for replica in replicas:
        replica.kill()
    status, cache, _ = ask(port, target)
    tap.ok((status, cache) == (200, "HIT"), "what is kept outlives all of them", (status, cache))
    status = ask(port, target + "?include=source")[0]
    tap.ok(status in (502, 504), "what is not is 502", status)


def main():
    if not NGINX:
        print("1..0 # SKIP there is no nginx")
        return
    tap = Tap()
    write_edition("first")
    replicas = [Replica(i) for i in range(3)]
    proxy = load = None
    try:
        proxy = Proxy(replicas)
        check_cache(tap, proxy.port)
        load = Load(proxy.port)
        check_kills(tap, replicas, load)
        check_stop(tap, replicas, load)
        check_reload(tap, replicas, proxy.port, load)
        load.end()
        tap.ok(load.seen["HIT"] > 0 and load.seen["MISS"] > 0,
               "the cache had its share", load.seen)
        print("# %d answers, %d lost: %s" % (load.answers(), len(load.lost), dict(load.seen)))
        check_all_gone(tap, replicas, proxy.port)
        tap.ok(proxy.end() == 0, "nginx ends in good order")
    finally:
        if load:
            load.end()
        for replica in replicas:
            replica.process.kill()
            replica.process.wait()
        if proxy and proxy.process.poll() is None:
            proxy.process.kill()
    tap.end()


if __name__ == "__main__":
    main()
