"""For tests over sockets: a client that reads strictly, a daemon of our own, and TAP.

Of every answer it holds: it can be read to its end, it is no 5xx but a 503 meant to be,
and it shows nothing of the inside.
"""

import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

WAIT = 30  # seconds for one answer: more is a hang
LONG_PARAGRAPHS = 20000
INSIDE = re.compile(rb"sqlite|/work|server/|errno|\.c:\d", re.I)


class Wrong(Exception):
    """An answer that is not what it must be."""


def holds(condition, words):
    if not condition:
        raise Wrong(words)


# --- answers ---


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.coded = b""  # the body as it was sent, where it was coded

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def header(self, name):
        values = self.all(name)
        return values[0] if values else None

    def decode(self):
        coding = self.header("Content-Encoding")
        holds(coding in (None, "gzip", "zstd"), f"coded as {coding}")
        if coding:
            self.coded = self.body
        if coding == "gzip":
            self.body = gzip.decompress(self.coded)
        if coding == "zstd":
            self.body = subprocess.run(["zstd", "-dc"], input=self.coded, stdout=subprocess.PIPE,
                                       check=True).stdout

    def same(self):
        """What two answers to one request have in common."""
        passing = {"date", "x-request-id", "connection"}
        if self.status == 304:  # may say these of the 200, or not
            passing |= {"content-length", "last-modified", "x-content-type-options"}
        headers = sorted((k.lower(), v) for k, v in self.headers if k.lower() not in passing)
        body = re.sub(rb'\n *"requestId": "[^"]*",?', b"", self.body)
        return self.status, headers, body

    def json(self):
        return json.loads(self.body.decode("utf-8"))


def check_answer(answer, asked, may_be=()):
    """What holds of every answer."""
    holds(answer.status < 500 or answer.status in may_be,
          f"{answer.status} to {asked[:200]!r}: {answer.body[:300]!r}")
    for name, value in answer.headers:
        holds(re.fullmatch(r"[!-9;-~]+", name), f"header name {name!r}")
        holds(not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), f"{name}: {value!r}")
        holds(name.lower() != "x-injected", f"{name}: {value!r} in answer to {asked!r}")
    found = INSIDE.search(answer.body)
    holds(not found or found.group().lower() in asked.lower(),
          f"{found and found.group()!r} in answer to {asked[:200]!r}: {answer.body[:300]!r}")
    kind = answer.header("Content-Type") or ""
    if kind.startswith("application/problem+json") and answer.body:
        problem = answer.json()
        for member in ("type", "title", "status", "detail"):
            holds(member in problem, f"a problem without {member}: {answer.body!r}")
        holds(problem["status"] == answer.status, f"{answer.status}: {answer.body!r}")
    elif kind.startswith("application/json") and answer.body:
        answer.json()


class Client:
    """One connection."""

    def __init__(self, server, wait=WAIT):
        self.server, self.wait = server, wait
        self.open()

    def open(self):
        self.socket = socket.create_connection(("127.0.0.1", self.server.port), self.wait)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.read, self.closing = b"", False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def more(self):
        try:
            data = self.socket.recv(65536)
        except socket.timeout:
            raise Wrong(f"hangs after {self.read[-200:]!r}") from None
        self.read += data
        return data

    def until(self, end):
        while end not in self.read:
            if not self.more():
                raise EOFError(self.read)
        found, self.read = self.read.split(end, 1)
        return found

    def exactly(self, size):
        while len(self.read) < size:
            if not self.more():
                raise Wrong(f"{len(self.read)} bytes of {size}")
        found, self.read = self.read[:size], self.read[size:]
        return found

    def chunks(self):
        pieces = []  # joined at the end: a slow client would be taken for a silent one
        while True:
            size = int(self.until(b"\r\n"), 16)
            pieces.append(self.exactly(size))
            holds(self.exactly(2) == b"\r\n", "a chunk that does not end")
            if size == 0:
                return b"".join(pieces)

    def rest(self):
        try:
            while self.more():
                pass
        except ConnectionResetError:
            pass
        body, self.read = self.read, b""
        return body

    def answer(self, method="GET", asked=b"", may_be=()):
        """The next answer; EOFError when the connection is closed without one."""
        try:
            head = self.until(b"\r\n\r\n").decode("latin-1")
        except ConnectionResetError:
            raise EOFError("reset") from None
        except EOFError as end:
            holds(not self.read and not end.args[0], f"half an answer: {end.args[0]!r}")
            raise
        first, *lines = head.split("\r\n")
        match = re.fullmatch(r"HTTP/1\.[01] (\d\d\d) [ -~]*", first)
        holds(match, f"status line {first!r}")
        status = int(match.group(1))
        headers = []
        for line in lines:
            name, colon, value = line.partition(":")
            holds(colon and name == name.strip(), f"header line {line!r}")
            headers.append((name, value.strip()))
        answer = Answer(status, headers, b"")
        self.closing = answer.header("Connection") == "close"
        if status == 100:
            return answer
        lengths = answer.all("Content-Length")
        coded = answer.header("Transfer-Encoding")
        holds(len(lengths) <= 1 and not (lengths and coded), f"framed twice: {head!r}")
        if method == "HEAD" or status in (204, 304):
            pass
        elif coded:
            holds(coded == "chunked", f"coded as {coded!r}")
            answer.body = self.chunks()
        elif lengths:
            answer.body = self.exactly(int(lengths[0]))
        else:
            answer.body = self.rest()
        if answer.body:
            answer.decode()
        check_answer(answer, asked, may_be)
        return answer

    def ask(self, target, *lines, method="GET", version="HTTP/1.1", host=b"localhost", may_be=()):
        """Sends a request and reads its answer; anew where the last one said close."""
        if self.closing:
            self.socket.close()
            self.open()
        request = b" ".join((as_bytes(method), as_bytes(target), as_bytes(version))) + b"\r\n"
        for line in ([b"Host: " + host] if host is not None else []) + [*lines]:
            request += as_bytes(line) + b"\r\n"
        self.send(request + b"\r\n")
        return self.answer(method, request, may_be)

    def is_closed(self):
        return not self.rest()


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")


# --- the daemon ---


class Server:
    """A daemon of our own; ends with the block."""

    def __init__(self, home, *options):
        self.log = open(os.path.join(home.work, f"log-{home.count()}"), "w+b")
        self.process = subprocess.Popen(
            [home.chanceryd, "serve", "--db", home.dataset, "--listen", "127.0.0.1:0", *options],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.port = None
        deadline = time.monotonic() + WAIT
        while self.port is None:
            match = re.search(rb"at http://127\.0\.0\.1:(\d+)/", self.said())
            self.port = int(match.group(1)) if match else None
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise Wrong(f"does not start: {self.said()!r}")
            time.sleep(0.02)

    def said(self):
        with open(self.log.name, "rb") as log:
            return log.read()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGTERM)
                self.process.wait(WAIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        if kind is None:
            self.check_end()

    def check_end(self):
        holds(self.process.returncode == 0,
              f"ends with {self.process.returncode}: {self.said()[-2000:]!r}")
        holds(b"Sanitizer" not in self.said() and b"runtime error" not in self.said(),
              f"{self.said()[-3000:]!r}")

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def is_well(self):
        """A normal client is answered at once."""
        with Client(self) as client:
            began = time.monotonic()
            holds(client.ask("/v1/documents?limit=1").status == 200, "a normal client fails")
            return time.monotonic() - began


class Home:
    """The folder of this run, and the data set in it."""

    def __init__(self):
        self.chanceryd = os.environ.get("CHANCERYD", "build/release/chanceryd")
        self.own = "WORK" not in os.environ
        self.work = os.environ.get("WORK") or tempfile.mkdtemp(prefix="chancery-http-")
        self.dataset = os.path.join(self.work, "http.db")
        self.started = 0
        long = os.path.join(self.work, "corpus", "long")
        os.makedirs(long, exist_ok=True)
        with open(os.path.join(long, "long.txt"), "w", encoding="utf-8") as text:
            for i in range(1, LONG_PARAGRAPHS + 1):
                text.write(f"{i % 999 + 1}. Paragraph {i}, {'as long as that ' * 8}"
                           f"[footnoteRef:{i}]. [{i}:  Note {i}.] \n\n")
        corpus = os.path.join(self.work, "corpus", "sample")
        shutil.copytree("db/corpus", corpus, dirs_exist_ok=True)
        subprocess.run([self.chanceryd, "load", os.path.join(self.work, "corpus"),
                        "--db", self.dataset, "--quiet"], check=True)

    def count(self):
        self.started += 1
        return self.started

    def remove(self):
        if self.own:
            shutil.rmtree(self.work)


# --- tests: each is a sentence, and its own server unless it starts one ---

TESTS = []


def test(sentence, own=False):
    def take(function):
        TESTS.append((sentence, function, own))
        return function
    return take


DESPATCH = "/v1/documents/moscow-despatch-12"
SAMPLES = ["/", "/v1", "/v1/collections", "/v1/documents", "/v1/documents.csv", DESPATCH,
           DESPATCH + "/text", DESPATCH + "/text.txt", DESPATCH + "/paragraphs/p4",
           DESPATCH + "/paragraphs/4", DESPATCH + "/footnotes", DESPATCH + "/omissions",
           DESPATCH + "/nothing", "/v1/paragraphs.ndjson?limit=200", "/nowhere",
           "/v1/documents?limit=0", "/v1/batch?ids=moscow-despatch-12/p4,a/b", "/healthz",
           "/readyz", "/id/moscow-despatch-12/p4", "/v1/export.csv?kind=documents",
           "/v1/documents/vienna-d10", "/v1/documents/vienna-despatch-9"]


def run(home, sentence, function, own):
    if own:
        function(home)
        return
    with Server(home, "--idle", "20") as server:
        function(server)
        server.is_well()


def main():
    words = sys.argv[1:]
    chosen = [each for each in TESTS if not words or any(word in each[0] for word in words)]
    home, failed = Home(), 0
    try:
        print(f"1..{len(chosen)}", flush=True)
        for number, (sentence, function, own) in enumerate(chosen, 1):
            try:
                run(home, sentence, function, own)
                print(f"ok {number} - {sentence}", flush=True)
            except Exception as end:  # whatever it is, the test has failed
                failed += 1
                print(f"not ok {number} - {sentence}")
                words = str(end) if isinstance(end, Wrong) else traceback.format_exc()
                print("".join(f"# {line}\n" for line in words[:3000].splitlines()), flush=True)
    finally:
        home.remove()
    return 1 if failed else 0
