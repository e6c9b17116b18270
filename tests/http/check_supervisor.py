#!/usr/bin/env python3
"""The server under a supervisor: it is told when the server is ready, reloads and stops, and
keeps the sockets while one server goes and the next comes.

    CHANCERYD=build/asan/chanceryd WORK=/tmp/supervisor python3 tests/http/check_supervisor.py

The supervisor is this script: sockets that listen, and one for datagrams. Where
systemd-socket-activate is installed, it starts a server too.
"""
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
import traceback

CHANCERYD = os.environ.get("CHANCERYD", "build/release/chanceryd")
# The sandbox is not for a sanitized program.
RELEASE = os.environ.get("RELEASE") or CHANCERYD
WORK = os.environ["WORK"]
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith("CHANCERY_")}
DB = os.path.join(WORK, "sample.db")
RESTARTS, THREADS, WAIT = 6, 4, 30
TARGET = "/v1/documents/moscow-despatch-12/paragraphs/p4"


def listener():
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.listen(512)
    return sock


class Supervisor:
    """Two sockets that listen, and one to be told things on."""

    def __init__(self, name):
        self.http, self.metrics = listener(), listener()
        self.messages = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.messages.settimeout(WAIT)
        self.messages.bind("\0" + name[1:] if name.startswith("@") else name)
        self.name = name

    def start(self, program, sockets, *words, **env):
        """The process id of a server; the shell knows it before the server does."""
        env = {**CLEAN, "NOTIFY_SOCKET": self.name, "LISTEN_FDS": str(len(sockets)), **env}
        with open(os.path.join(WORK, "log"), "ab") as log:
            actions = [(os.POSIX_SPAWN_DUP2, log.fileno(), 1), (os.POSIX_SPAWN_DUP2, 1, 2)]
            actions += [(os.POSIX_SPAWN_DUP2, sock.fileno(), 3 + i + 20)
                        for i, sock in enumerate(sockets)]
            actions += [(os.POSIX_SPAWN_DUP2, 3 + i + 20, 3 + i) for i in range(len(sockets))]
            actions += [(os.POSIX_SPAWN_CLOSE, 3 + i + 20) for i in range(len(sockets))]
            return os.posix_spawnp("sh", [
                "sh", "-c", 'LISTEN_PID=${LISTEN_PID:-$$} WATCHDOG_PID=$$ exec "$0" "$@"', program,
                "serve", "--db", DB, "--listen", "127.0.0.1:0", *words], env,
                file_actions=actions)

    def told(self, first):
        """The next message that begins with a word, as a dict; watchdogs are passed over."""
        while True:
            message = self.messages.recv(4096).decode()
            if message.startswith(first):
                return dict(line.split("=", 1) for line in message.splitlines())
            if not message.startswith("WATCHDOG"):
                raise AssertionError("%s is told, not %s" % (message, first))

    def port(self):
        return self.http.getsockname()[1]


def end(pid, how=signal.SIGTERM):
    os.kill(pid, how)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def ask(port, target, connection=None):
    connection = connection or http.client.HTTPConnection("127.0.0.1", port, WAIT)
    connection.request("GET", target)
    response = connection.getresponse()
    return response.status, response.read()


def log():
    with open(os.path.join(WORK, "log"), encoding="utf-8", errors="replace") as text:
        return text.read()


def life(program, name, *words):
    """Ready, reloading, ready again, stopping: and what stands in each message."""
    supervisor = Supervisor(name)
    pid = supervisor.start(program, [supervisor.http, supervisor.metrics], *words,
                           LISTEN_FDNAMES="papers:metrics", WATCHDOG_USEC="200000")
    try:
        ready = supervisor.told("READY=1")
        at = "http://127.0.0.1:%d/" % supervisor.port()
        assert at in ready["STATUS"], ready
        assert ask(supervisor.port(), TARGET)[0] == 200
        status, body = ask(supervisor.metrics.getsockname()[1], "/metrics")
        assert status == 200 and b"chancery_connections" in body, body
        began = time.monotonic()
        alive = [supervisor.messages.recv(100) for _ in range(5)]
        assert alive == [b"WATCHDOG=1"] * 5 and time.monotonic() - began < 5, alive
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        os.kill(pid, signal.SIGHUP)
        reloading = supervisor.told("RELOADING=1")
        assert before <= int(reloading["MONOTONIC_USEC"]) <= before + WAIT * 1000000
        assert "anew" in supervisor.told("READY=1")["STATUS"]
        os.kill(pid, signal.SIGTERM)
        supervisor.told("STOPPING=1")
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        pid = 0
    finally:
        if pid:
            end(pid, signal.SIGKILL)


def tells_its_life():
    life(CHANCERYD, os.path.join(WORK, "notify"))


def tells_its_life_from_within_the_sandbox():
    life(RELEASE, "@chancery-test-%d" % os.getpid(), "--sandbox", "auto")
    assert "no Landlock" in log() or "no seccomp" not in log(), log()


def keeps_quiet_about_a_watchdog_that_is_not_there():
    supervisor = Supervisor(os.path.join(WORK, "quiet"))
    pid = supervisor.start(CHANCERYD, [supervisor.http])
    supervisor.told("READY=1")
    supervisor.messages.settimeout(2.5)
    try:
        said = supervisor.messages.recv(100)
    except TimeoutError:
        said = None
    assert end(pid) == 0 and said is None, said


class Clients:
    """Half of them come anew for each request, half stay, as a browser does."""

    def __init__(self, port):
        self.port, self.stopping, self.lock = port, threading.Event(), threading.Lock()
        self.answers, self.lost = 0, []
        self.threads = [threading.Thread(target=self.work, args=(i % 2 == 0,))
                        for i in range(THREADS)]
        for thread in self.threads:
            thread.start()

    def once(self, connection):
        """A connection that has served may be closed between two requests: then one asks
        anew (RFC 9112, 9.3.1). A new one must answer."""
        try:
            return ask(self.port, TARGET, connection)
        except (http.client.RemoteDisconnected, ConnectionError):
            if connection.served == 0:
                raise
            connection.close()
            connection.served = 0
            return ask(self.port, TARGET, connection)

    def work(self, stays):
        connection = None
        while not self.stopping.is_set():
            if not connection:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, WAIT)
                connection.served = 0
            try:
                status = self.once(connection)[0]
                connection.served += 1
                with self.lock:
                    self.answers += 1
                    if status != 200:
                        self.lost.append(status)
            except (http.client.HTTPException, OSError) as wrong:
                self.lost.append(repr(wrong))
            if not stays or self.lost:
                connection.close()
                connection = None

    def end(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


def loses_no_request_from_one_server_to_the_next():
    supervisor = Supervisor(os.path.join(WORK, "restart"))
    pid = supervisor.start(CHANCERYD, [supervisor.http])
    supervisor.told("READY=1")
    clients = Clients(supervisor.port())
    try:
        for _ in range(RESTARTS):
            time.sleep(0.3)
            before = clients.answers
            assert end(pid) == 0
            supervisor.told("STOPPING=1")
            pid = supervisor.start(CHANCERYD, [supervisor.http])
            supervisor.told("READY=1")
            assert not clients.lost, clients.lost[:5]
            assert clients.answers > before
        time.sleep(0.3)
    finally:
        clients.end()
        end(pid)
    assert not clients.lost and clients.answers > 100 * RESTARTS / 6, clients.lost[:5]
    print("# %d answers across %d restarts, none lost" % (clients.answers, RESTARTS))


def hears_out_who_was_let_in_before_the_stop():
    supervisor = Supervisor(os.path.join(WORK, "late"))
    pid = supervisor.start(CHANCERYD, [supervisor.http])
    supervisor.told("READY=1")
    connection = http.client.HTTPConnection("127.0.0.1", supervisor.port(), WAIT)
    connection.connect()
    time.sleep(0.3)
    os.kill(pid, signal.SIGTERM)
    supervisor.told("STOPPING=1")
    time.sleep(0.1)
    try:
        assert ask(supervisor.port(), TARGET, connection)[0] == 200
    finally:
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def does_not_take_what_is_for_another_process():
    supervisor = Supervisor(os.path.join(WORK, "another"))
    pid = supervisor.start(CHANCERYD, [supervisor.http], LISTEN_PID=str(os.getpid()))
    ready = supervisor.told("READY=1")
    other = ":%d/" % supervisor.port() in ready["STATUS"]
    assert end(pid) == 0 and not other, ready


def refuses(sockets, said, **env):
    supervisor = Supervisor("@chancery-refused-%d-%d" % (os.getpid(), time.monotonic_ns()))
    pid = supervisor.start(CHANCERYD, sockets(supervisor), **env)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert status == 2 and said in log().splitlines()[-1], (status, log()[-500:])


def refuses_what_it_cannot_serve_on():
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    refuses(lambda s: [datagrams], "descriptor 3 is no TCP socket that listens")
    refuses(lambda s: [s.messages], "descriptor 3 is no TCP socket that listens")
    refuses(lambda s: [s.http, s.metrics], "two sockets for HTTP")
    refuses(lambda s: [s.http, s.metrics], "two sockets for metrics",
            LISTEN_FDNAMES="metrics:metrics")
    refuses(lambda s: [s.http, s.metrics, s.http], "more than 2 sockets")


def serves_without_anybody_to_tell():
    supervisor = Supervisor(os.path.join(WORK, "nobody"))
    pid = supervisor.start(CHANCERYD, [supervisor.http], NOTIFY_SOCKET="/nowhere/at/all")
    status = ask(supervisor.port(), TARGET)[0]
    assert end(pid) == 0 and status == 200, status
    assert "no supervisor can be told at /nowhere/at/all" in log()


def answers_a_ping():
    supervisor = Supervisor(os.path.join(WORK, "ping"))
    pid = supervisor.start(CHANCERYD, [supervisor.http], "--grace", "20")
    supervisor.told("READY=1")

    def ping(port, **env):
        return subprocess.run([CHANCERYD, "ping", "--within", "10", *port],
                              env={**CLEAN, **env}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
    port = supervisor.port()
    try:
        for at in ("127.0.0.1:%d", "0.0.0.0:%d"):
            done = ping(("--listen", at % port))
            assert done.returncode == 0 and not done.stderr, done
        assert ping((), CHANCERY_LISTEN="%d" % port).returncode == 0
        os.kill(pid, signal.SIGTERM)
        supervisor.told("STOPPING=1")
        time.sleep(0.2)
        done = ping(("--listen", "%d" % port))
        assert done.returncode == 1 and "not ready: HTTP/1.1 503" in done.stderr, done
    finally:
        assert end(pid) == 0  # the second signal
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        done = ping(("--listen", "%d" % nobody.getsockname()[1]))
        assert done.returncode == 1 and "no server answers" in done.stderr, done
    assert ping(("--listen", "localhost:80")).returncode == 2


def is_started_by_systemd_socket_activate():
    free = listener()
    port = free.getsockname()[1]
    free.close()
    process = subprocess.Popen(
        [ACTIVATE, "--listen=127.0.0.1:%d" % port, RELEASE, "serve", "--db", DB],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=CLEAN)
    try:
        for line in process.stderr:
            if re.search(rb"Listening on", line):
                break
        assert ask(port, TARGET)[0] == 200
    finally:
        process.terminate()
        assert process.wait(WAIT) == 0
        process.stderr.close()


ACTIVATE = shutil.which("systemd-socket-activate")
TESTS = [tells_its_life, tells_its_life_from_within_the_sandbox,
         keeps_quiet_about_a_watchdog_that_is_not_there,
         loses_no_request_from_one_server_to_the_next,
         hears_out_who_was_let_in_before_the_stop,
         does_not_take_what_is_for_another_process, refuses_what_it_cannot_serve_on,
         serves_without_anybody_to_tell, answers_a_ping, is_started_by_systemd_socket_activate]


def main():
    subprocess.run([CHANCERYD, "load", "db/corpus", "--db", DB, "--quiet"], check=True,
                   env=CLEAN, stderr=subprocess.DEVNULL)
    failed = 0
    for number, test in enumerate(TESTS, 1):
        name = test.__name__
        if test is is_started_by_systemd_socket_activate and not ACTIVATE:
            print("ok %d - %s # SKIP there is no systemd-socket-activate" % (number, name))
            continue
        try:
            test()
            print("ok %d - %s" % (number, name), flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print("not ok %d - %s" % (number, name), flush=True)
            print("\n".join("# " + line for line in traceback.format_exc().splitlines()))
    said = log()
    clean = "Sanitizer" not in said and "runtime error" not in said
    failed += not clean
    print("%sok %d - no sanitizer has a word to say" % ("" if clean else "not ", len(TESTS) + 1))
    print("1..%d" % (len(TESTS) + 1))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
