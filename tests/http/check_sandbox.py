"""The daemon in its sandbox: closed in, and at work as ever.

    CHANCERYD=build/asan/chanceryd python3 tests/http/check_sandbox.py [WORD]...

WORK is a folder to work in (a fresh one without it). Prints TAP. What the sandbox forbids
is tried by tests/unit/test_sandbox.c.
"""

import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import time

from http_client import DESPATCH, SAMPLES, WAIT, Client, Server, holds, main, test

# The search for leaks traces the process, which the sandbox forbids.
os.environ["ASAN_OPTIONS"] = "detect_leaks=0"


def status_of(server):
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
        return dict(re.findall(r"^(\w+):[ \t]*(.*)$", status.read(), re.M))


def await_words(server, words, times=1):
    deadline = time.monotonic() + WAIT
    while server.said().count(words) < times:
        holds(time.monotonic() < deadline, f"{words!r} is not said: {server.said()!r}")
        time.sleep(0.05)


def settled(server):
    """The status once the sandbox is closed: the address is said just after."""
    server.is_well()
    return status_of(server)


@test("it takes no privileges and makes few calls, and answers all the same", own=True)
def closed_in(home):
    with Server(home, "--sandbox", "auto", "--metrics", "127.0.0.1:0") as server:
        with Client(server) as client:
            for target in SAMPLES:
                client.ask(target)
        status = settled(server)
        holds(status["NoNewPrivs"] == "1", status)
        holds(status["Seccomp"] == "2" or b"no seccomp" in server.said(), status)
        with open(f"/proc/{server.process.pid}/limits", encoding="ascii") as limits:
            holds(re.search(r"Max core file size\s+0\s+0", limits.read()), "leaves a core")
        for thread in os.listdir(f"/proc/{server.process.pid}/task"):
            with open(f"/proc/{server.process.pid}/task/{thread}/status",
                      encoding="ascii") as of_thread:
                holds(status["Seccomp"] == re.search(r"Seccomp:\s*(\d)", of_thread.read())[1],
                      "a thread is left out")


@test("a data set renamed over the old one is opened from within", own=True)
def reload(home):
    with Server(home, "--sandbox", "auto") as server:
        for i in range(1, 4):
            shutil.copyfile(home.dataset, home.dataset + ".copy")
            os.rename(home.dataset + ".copy", home.dataset)
            if i == 2:
                server.process.send_signal(signal.SIGHUP)
            await_words(server, b"opened anew", i)
            server.is_well()
        holds(b"error" not in server.said(), server.said())


@test("--sandbox off leaves it out", own=True)
def off(home):
    with Server(home, "--sandbox", "off") as server:
        status = settled(server)
        holds(status["NoNewPrivs"] == "0" and status["Seccomp"] == "0", status)


@test("--user has a daemon that root started become another", own=True)
def user(home):
    if os.geteuid() != 0:
        return
    open_folder = f"/tmp/chancery-user-{os.getpid()}"
    os.mkdir(open_folder, 0o755)
    work, home.dataset = home.dataset, os.path.join(open_folder, "user.db")
    try:
        shutil.copyfile(work, home.dataset)
        os.chmod(home.dataset, stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        for sandbox in ("auto", "off"):
            with Server(home, "--user", "nobody", "--sandbox", sandbox) as server:
                status = settled(server)
                nobody = pwd.getpwnam("nobody")
                holds(status["Uid"].split() == [str(nobody.pw_uid)] * 4, status["Uid"])
                holds(status["Gid"].split() == [str(nobody.pw_gid)] * 4, status["Gid"])
                holds(not status["Groups"].strip(), status["Groups"])
                holds(int(status["CapEff"], 16) == 0, status["CapEff"])
                server.process.send_signal(signal.SIGHUP)
                await_words(server, b"opened anew")
                with Client(server) as client:
                    holds(client.ask(DESPATCH).status == 200, "no answer")
        os.chmod(home.dataset, 0)
        refused = subprocess.run(
            [home.chanceryd, "serve", "--db", home.dataset, "--listen", "127.0.0.1:0",
             "--user", "nobody"], capture_output=True, timeout=WAIT, check=False)
        holds(refused.returncode == 1 and b"nobody cannot read" in refused.stderr, refused)
    finally:
        home.dataset = work
        shutil.rmtree(open_folder)


@test("a word that is none of --sandbox, and a user who is not there, are one line each",
      own=True)
def refused(home):
    for words in (("--sandbox", "on"), ("--user", "no-such-user")):
        done = subprocess.run([home.chanceryd, "serve", "--db", home.dataset, *words],
                              capture_output=True, timeout=WAIT, check=False)
        holds(done.returncode == 2 and done.stderr.count(b"\n") == 1, done)


if __name__ == "__main__":
    sys.exit(main())
