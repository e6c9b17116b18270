"""chanceryd from a test's point of view: its commands, a server of our own, and TAP.

The driver says where things are: CHANCERYD, WORK (an empty folder), SHARED (or empty).
"""
import http.client
import json
import os
import re
import signal
import subprocess
import urllib.parse

from tap import Tap  # noqa: F401 (for those that import it from here)

CHANCERYD = os.environ["CHANCERYD"]
RELEASE = os.environ.get("RELEASE") or CHANCERYD
WORK = os.environ["WORK"]
SHARED = os.environ.get("SHARED", "")
HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.normpath(os.path.join(HERE, "..", "..", "db", "corpus"))

# Settings of whoever runs the tests are no part of them.
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith("CHANCERY_")}


class Outcome:
    """What a command came to."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def __str__(self):
        return "status %s\n%s%s" % (self.status, self.out, self.err)


def run(*words, env=None, before=None, program=None, timeout=600):
    """Runs a command of chanceryd to its end."""
    done = subprocess.run(
        [program or CHANCERYD, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**CLEAN, **(env or {})}, preexec_fn=before,
        timeout=timeout)
    return Outcome(done.returncode, done.stdout.decode("utf-8", "replace"),
                   done.stderr.decode("utf-8", "replace"))


def rev_of(db, program=None):
    """The rev that `check` tells, or None when the data set is not whole."""
    found = re.search(r"is whole: rev ([0-9a-f]+)", run("check", "--db", db, program=program).out)
    return found.group(1) if found else None


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    """`chanceryd serve` on a free port; `with` ends it by SIGTERM and keeps its status."""

    def __init__(self, db, *words, env=None, program=None):
        self.log_path = os.path.join(WORK, "serve-%d.log" % id(self))
        self.log = open(self.log_path, "wb")
        self.process = subprocess.Popen(
            [program or CHANCERYD, "serve", "--db", db, *words,
             *([] if "--listen" in words else ["--listen", "127.0.0.1:0"])],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.PIPE,
            env={**CLEAN, **(env or {})})
        self.connection, self.status, self.said = None, None, []
        for line in self.process.stderr:
            line = line.decode("utf-8", "replace").rstrip("\n")
            self.said.append(line)
            port = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if port:
                self.port = int(port.group(1))
                break
        else:
            self.close()
            raise RuntimeError("the server did not start: %s" % " | ".join(self.said))

    def close(self):
        if self.connection:
            self.connection.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.said += self.process.stderr.read().decode("utf-8", "replace").splitlines()
        self.status = self.process.wait(timeout=30)
        self.process.stderr.close()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.close()

    def get(self, path):
        if not self.connection:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, 60)
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def follow(self, path):
        """What a browser would come to, and the statuses on the way."""
        statuses = []
        for _ in range(6):
            answer = self.get(path)
            statuses.append(answer.status)
            if answer.status not in (301, 302, 303, 307, 308):
                break
            path = urllib.parse.urlsplit(answer.headers["Location"])
            path = path.path + ("?" + path.query if path.query else "")
        return statuses, answer

    def items(self, path):
        """All items of a list: cursors followed to the end."""
        while path:
            answer = self.get(path)
            if answer.status != 200:
                raise RuntimeError("%s: %d %s" % (path, answer.status, answer.body[:300]))
            page = answer.json
            yield from page["items"]
            path = page["next"]


def quote(name):
    return urllib.parse.quote(name, safe="")


def write(path, content):
    """Writes bytes or text, with the folders on the way; gives the path back."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def read(path):
    with open(path, "rb") as file:
        return file.read()
