#!/usr/bin/env python3
"""Nothing outside stalls the server: a log that nobody reads, a search over postings that are
damaged, connections that stay open and silent.

    CHANCERYD=build/asan/chanceryd WORK=/tmp/stalls python3 tests/http/check_stalls.py
"""
import fcntl
import http.client
import os
import re
import resource
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "load"))
from daemon import CHANCERYD, CLEAN, SAMPLE, WORK, Server, Tap, run  # noqa: E402

DB = os.path.join(WORK, "sample.db")
REQUESTS = 9000  # far more lines than a pipe and the queue hold
STOP_SECONDS = 10


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def fill(end):
    """Writes into a pipe until it takes no byte more."""
    flags = fcntl.fcntl(end, fcntl.F_GETFL)
    fcntl.fcntl(end, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    for size in (4096, 1):
        try:
            while True:
                os.write(end, b"." * size)
        except BlockingIOError:
            pass
    fcntl.fcntl(end, fcntl.F_SETFL, flags)


def read_for(ends, seconds):
    """What comes out of pipes in so many seconds."""
    got, until = {end: b"" for end in ends}, time.monotonic() + seconds
    while time.monotonic() < until:
        for end in select.select(ends, [], [], 0.1)[0]:
            got[end] += os.read(end, 1 << 20)
    return [got[end].decode() for end in ends]


class Stalled:
    """A server whose standard output and error are pipes that are full."""

    def __init__(self):
        self.port, self.metrics = free_port(), free_port()
        (self.out, out), (self.err, err) = os.pipe(), os.pipe()
        self.ends = out, err
        self.process = subprocess.Popen(
            [CHANCERYD, "serve", "--db", DB, "--listen", "127.0.0.1:%d" % self.port, "--metrics",
             "127.0.0.1:%d" % self.metrics, "--access-log", "text", "--slow", "1"],
            stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=CLEAN)
        said = b""
        while b"serving metrics" not in said:
            said += os.read(self.err, 4096)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, 30)
        self.stall()

    def stall(self):
        for end in self.ends:
            fill(end)

    def ask(self, count):
        for i in range(count):
            self.connection.request("GET", "/v1/documents?q=%d" % i)
            self.connection.getresponse().read()

    def dropped(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.metrics, 30)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        return int(re.search(r"^chancery_access_log_dropped_total (\d+)$", text, re.M).group(1))

    def stop(self):
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS + 20), time.monotonic() - began
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None, time.monotonic() - began


def check_logs(tap):
    server = Stalled()
    try:
        server.ask(REQUESTS)
    except OSError as error:
        tap.note(error)
        server.process.kill()
        tap.ok(False, "requests are answered while nobody reads the logs")
        return
    tap.ok(True, "requests are answered while nobody reads the logs")
    dropped = server.dropped()
    tap.ok(0 < dropped < REQUESTS, "lines that nobody reads are dropped and counted", dropped)
    lines, said = read_for([server.out, server.err], 3)
    warning = re.findall(r"warning: (\d+) lines of the access log were dropped", said)
    tap.ok(warning == [str(dropped)], "once the log flows again it says how many", said[-400:])
    lines = re.sub(r"^\.+", "", lines).splitlines()
    tap.ok(len(lines) == REQUESTS - dropped and all(line.startswith("time=") for line in lines),
           "every line that was not dropped is whole", len(lines))
    server.stall()
    server.ask(200)
    status, seconds = server.stop()
    tap.ok(status == 0 and seconds < STOP_SECONDS,
           "SIGTERM ends the server in ten seconds, whatever its logs do", (status, seconds))


def check_damage(tap):
    """Postings that go backwards, or end where numbers do."""
    damaged = os.path.join(WORK, "damaged.db")
    for what, value in (("go backwards", "x'0102018001'"), ("end nowhere", "x'00feffffff1f'"),
                        ("are zeros", "zeroblob(length(bytes))")):
        with open(DB, "rb") as source, open(damaged, "wb") as copy:
            copy.write(source.read())
        with sqlite3.connect(damaged) as db:
            db.execute("UPDATE postings SET bytes = %s" % value)
        db.close()
        with Server(damaged) as server:
            answers = [server.get("/v1/search?q=the+of&limit=%d" % (i + 1)) for i in range(3)]
        tap.ok(all(answer.status == 500 and
                   answer.json["detail"] == "the data set is damaged: load it again" and
                   answer.json["type"] == "urn:chancery:problem:damaged" for answer in answers),
               "a search over postings that %s is a problem of status 500" % what,
               answers[0].body)
        said = [line for line in server.said if "is damaged (postings)" in line]
        tap.ok(len(said) == 1 and server.status == 0,
               "that postings %s is logged once, with the table" % what, server.said)


def few_descriptors():
    resource.setrlimit(resource.RLIMIT_NOFILE, (400, 400))


def check_descriptors(tap):
    port = free_port()
    process = subprocess.Popen(
        [CHANCERYD, "serve", "--db", DB, "--listen", "127.0.0.1:%d" % port],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=CLEAN,
        preexec_fn=few_descriptors)
    said = b""
    while b"serving " not in said:
        said += os.read(process.stderr.fileno(), 4096)
    tap.ok(b"connections at a time, not 1000: the system grants no more" in said,
           "more connections than descriptors are lowered, and that is said", said)
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(450)]
    time.sleep(3)
    began = time.monotonic()
    client = http.client.HTTPConnection("127.0.0.1", port, 60)
    client.request("GET", "/healthz")
    status, seconds = client.getresponse().status, time.monotonic() - began
    tap.ok(status == 200 and seconds < 3, "silent connections make room for a new client",
           (status, seconds))
    for sock in silent:
        sock.close()
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    process.stderr.close()


def main():
    tap = Tap()
    run("load", SAMPLE, "--db", DB)
    check_logs(tap)
    check_damage(tap)
    check_descriptors(tap)
    tap.end()


main()
