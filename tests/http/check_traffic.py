"""Many clients at once, slow ones and greedy ones, hostile targets, and the end.

    CHANCERYD=build/asan/chanceryd python3 tests/http/check_traffic.py [WORD]...

Starts the daemon on a free port of 127.0.0.1 over the sample edition and one long text,
and prints TAP; WORDs choose the tests whose names hold one of them. WORK is a folder to
work in (a fresh one without it).
"""

import random
import re
import signal
import socket
import sys
import threading
import time

from crowds import Crowd, part, raise_files, waits
from http_client import DESPATCH, SAMPLES, WAIT, Client, Server, Wrong, holds, main, test


@test("a client that drips its head is cut, and others are answered meanwhile", own=True)
def dripping(home):
    with Server(home, "--idle", "2") as server:
        drips = [Client(server) for _ in range(20)]
        began = time.monotonic()
        left, slowest = len(drips), 0
        while left and time.monotonic() - began < 20:
            for client in drips:
                try:
                    client.send(b"G" if time.monotonic() - began < 0.1 else b"a")
                except OSError:
                    left -= 1
                    client.socket.close()
                    drips.remove(client)
            slowest = max(slowest, server.is_well())
            time.sleep(0.2)
        took = time.monotonic() - began
        for client in drips:
            client.socket.close()
        holds(not left, f"{left} still drip after {took:.0f} seconds")
        holds(slowest < 5, f"a normal client waits {slowest:.1f} seconds")


@test("a silent connection is closed after its time", own=True)
def silent(home):
    with Server(home, "--idle", "2") as server, Client(server) as fresh, Client(server) as used:
        used.ask(DESPATCH)
        began = time.monotonic()
        holds(fresh.is_closed() and used.is_closed(), "speaks")
        holds(time.monotonic() - began < 15, "stays")


@test("clients that read nothing do not starve those that do", own=True)
def greedy(home):
    with Server(home, "--cache", "0", "--workers", "2") as server:
        greedy_ones = [Client(server) for _ in range(40)]
        for client in greedy_ones:
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.send(b"GET /v1/export.ndjson HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(1)
        statuses = []
        with Client(server) as client:
            for i in range(1, 40):
                answer = client.ask(f"{DESPATCH}/paragraphs/p4?context={i % 6}&pretty=1",
                                    may_be=(503,))
                statuses.append(answer.status)
        for client in greedy_ones:
            client.socket.close()
        holds(set(statuses) == {200}, f"a normal client gets {sorted(set(statuses))}, "
              f"503 {statuses.count(503)} times of {len(statuses)}")


def many(server, count):
    """So many connections, each asked twice in turn; the seconds it took."""
    clients = []
    began = time.monotonic()
    try:
        for _ in range(count):
            clients.append(Client(server))
        for _ in range(2):
            for client in clients:
                client.send(b"GET %s/paragraphs/p4 HTTP/1.1\r\nHost: a\r\n\r\n" % DESPATCH.encode())
            for client in clients:
                holds(client.answer().status == 200, f"of {count} at once")
    finally:
        for client in clients:
            client.socket.close()
    return time.monotonic() - began


@test("any number of connections at once is served without a stall", own=True)
def at_once(home):
    for workers in ("1", "2"):
        with Server(home, "--workers", workers) as server:
            for count in (100, 125, 126, 127, 128, 129, 130, 255, 256, 257, 300):
                took = many(server, count)
                holds(took < 10, f"{count} connections take {took:.1f} seconds")
                server.is_well()


@test("more connections than there are places are served in turn", own=True)
def crowded(home):
    with Server(home, "--connections", "10", "--idle", "5") as server:
        clients = [Client(server) for _ in range(40)]
        for client in clients:
            try:
                client.send(b"GET /v1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            except OSError:
                pass
        answered = 0
        for client in clients:
            try:
                answered += client.answer(may_be=(503,)).status == 200
            except EOFError:
                pass
            client.socket.close()
        holds(answered >= 10, f"{answered} of 40 are answered")
        server.is_well()


@test("500 idle, 500 dripping and 100 slow-reading clients cost a normal one nothing", own=True)
def crowds_beside(home):
    if raise_files() < 4096:
        print("# there are too few file descriptors here for all of them")
    with Server(home, "--connections", "1300") as server:
        with Client(server) as client:
            alone = waits(lambda: client.ask(DESPATCH + "/paragraphs/p4"), 1)
        with Crowd(server.port, 500, 500, 100) as crowd:
            def ask():  # a connection of its own each time, and one that is not kept
                with Client(server) as newcomer:
                    for target in (DESPATCH + "/paragraphs/p4", DESPATCH + "/paragraphs/p4?context=1"):
                        holds(newcomer.ask(target).status == 200, "a normal client fails")
            beside = waits(ask, 5)
        print(f"# alone {part(alone, 0.99) * 1000:.1f} ms, beside {crowd.came} others "
              f"{part(beside, 0.99) * 1000:.1f} ms in 99 % of {len(beside)}")
        holds(crowd.came >= 1100, f"only {crowd.came} came")
        # two requests and a connection, with sanitizers, beside 1100 others
        holds(len(beside) > 50 and part(beside, 0.99) < max(0.3, 100 * part(alone, 0.99)),
              f"99 % of {len(beside)} in {part(beside, 0.99):.2f} seconds")


# --- many requests ---

def crawl(server, limit):
    """Targets that the answers themselves lead to."""
    found, seen = ["/v1", "/v1/documents?limit=3&pretty=1"], set()
    with Client(server) as client:
        while found and len(seen) < limit:
            target = found.pop(0)
            if target in seen or len(target) > 300:
                continue
            seen.add(target)
            answer = client.ask(target)
            if (answer.header("Content-Type") or "").startswith("application/json"):
                links = re.findall(r'"(/[^"\s{}]*)"', answer.body.decode())
                found += [link for link in links if "long" not in link]
    return sorted(seen)


MIX = ("", "?fields=id", "?pretty=1", "?include=footnotes", "?offsets=utf16", "?limit=2", "?limit=0",
       ".json", ".csv", ".txt", "/", "?cursor=abc", "?nonsense=1", "?rev=0", "?context=2")


@test("500 requests from 16 threads are answered as they are from one", own=True)
def threads(home):
    with Server(home, "--cache", "200K") as server:
        lots = random.Random(1953)
        targets = crawl(server, 150)
        mix = [(lots.choice(targets) + lots.choice(MIX), lots.choice(
            ("Accept: */*", "Accept: text/csv, */*;q=0.1", "Accept: text/plain", "If-None-Match: *")))
            for _ in range(500)]
        with Client(server) as client:
            alone = [client.ask(*each).same() for each in mix]
        wrong = []

        def work(first):
            try:
                with Client(server) as client:
                    for i in range(len(mix)):
                        at = (i * 7 + first * 31) % len(mix)
                        answer = client.ask(*mix[at]).same()
                        for part, expected in zip(answer, alone[at]):
                            if part != expected:
                                wrong.append(f"{mix[at]}: {part} is not {expected}"[:3000])
            except Exception as end:  # of a thread: told below
                wrong.append(f"{type(end).__name__}: {end}")

        workers = [threading.Thread(target=work, args=(i,)) for i in range(16)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        holds(not wrong, f"{len(wrong)} differ; first: {wrong[:1]}")


PIECES = ["%00", "%0d%0a", "%ff", "%", "%25", "%2f", "..", "/", "//", "?", "&", "=", ";", "'", '"',
          "<script>", "`id`", "$(id)", "|", "\\", "{", "}", "[", "]", "^", "~", "*", "(", ")", "OR",
          "AND", "NEAR", "'--", "' OR 1=1--", "\";DROP TABLE blocks;--", "%27", "UNION SELECT",
          "limit", "limit=1", "limit=-1", "limit=1e9", "limit=99999999999999999999", "cursor=",
          "cursor=AAAA", "offsets=utf16", "fields=", "fields=text", "include=source", "q=", "q=*",
          "sort=date", "facets=year", "date.from=", "date.from=9999", "date.to=-9999", "number=4-",
          "number=0", "range=p4..p12", "range=..", "ids=", "ids=a/b,", "context=5", "context=6",
          "kind=paragraph", "format=csv", "format=xml", "pretty", "rev=", "/v1/", "documents", "p4",
          "moscow-despatch-12", "paragraphs", "footnotes", "fn2", "text", "export.csv", "batch", "id",
          "collections", "moscow-1953", "long", "omissions", ".json", ".csv", ".txt", ".xml", "é", "Ж",
          "𝔊", "\u202e", "\ufeff", "%EF%BB%BF", "%F0%9D%94%8A", "e\u0301", "A" * 300, "%41" * 100,
          "1" * 40, "-", "_", ".", ",", "+", "%20", "http://", "@", ":", "::1", "%s%s%n", "%x",
          "${jndi:ldap://a}", "../../../../etc/passwd", "NaN", "null", "true", "0x10", "\u2028"]


def hostile(lots):
    starts = ["/", "/v1/", "/v1/documents/", DESPATCH + "/paragraphs/", DESPATCH + "/footnotes/",
              "/v1/documents?", DESPATCH + "/paragraphs?", "/v1/batch?ids=", "/v1/export.csv?",
              "/v1/paragraphs?", "/v1/footnotes?", "/v1/collections/", "/id/", "/v1/documents?q=",
              "/v1/documents?cursor=", "/v1/documents?author=", "/v1/documents?classification="]
    target = lots.choice(starts)
    for _ in range(lots.randrange(1, 8)):
        target += lots.choice(PIECES)
        target += lots.choice(("", "", "&", "/", "="))
    return target.replace(" ", "%20" if lots.random() < 0.9 else "+")


@test("4000 hostile targets are answered, one after the other")
def hostile_targets(server):
    lots = random.Random(1953)
    accepts = ("Accept: */*", "Accept: text/csv", "Accept: " + "a" * 200, "X-Request-Id: a b",
               "X-Request-Id: " + "a" * 100, "Accept: text/plain;q=0.5, text/csv;q=x")
    known = {200, 303, 304, 307, 308, 400, 404, 405, 406, 410, 413, 414}
    seen = {}
    client = Client(server)
    for i in range(4000):
        target = hostile(lots)
        method = "GET" if i % 5 else lots.choice(("HEAD", "OPTIONS", "POST", "GET"))
        try:
            answer = client.ask(target, lots.choice(accepts), method=method)
        except EOFError:
            raise Wrong(f"closed without an answer: {target!r}") from None
        holds(answer.status in known | {204}, f"{target!r}: {answer.status}")
        seen[answer.status] = seen.get(answer.status, 0) + 1
    client.socket.close()
    print("#", ", ".join(f"{count} are {status}" for status, count in sorted(seen.items())))
    holds(seen.get(200, 0) > 100 and seen.get(400, 0) > 100, f"a mix that tries little: {seen}")


@test("every page of a list is there once")
def pages(server):
    for start in ("/v1/documents?limit=2&sort=", "/v1/paragraphs?limit=7&collection=vienna-1953",
                  "/v1/footnotes?limit=3&collection=moscow-1953", "/v1/collections?limit=1",
                  DESPATCH + "/paragraphs?limit=2&include=footnotes"):
        for sort in ("document", "date", "-date", "title") if start.endswith("=") else ("",):
            with Client(server) as client:
                target, urls, total = start + sort, [], None
                while target:
                    page = client.ask(target).json()
                    urls += [item["url"] for item in page["items"]]
                    total, target = page["total"], page["next"]
                    holds(len(urls) <= total, f"{start}{sort}: more than {total}")
                holds(len(urls) == len(set(urls)) == total, f"{start}{sort}: {len(urls)} of {total}")


# --- the end ---

@test("a stop lets every request in flight finish", own=True)
def stop(home):
    with Server(home, "--cache", "0") as server:
        with Client(server) as client:
            whole = {target: client.ask(target).body for target in (
                "/v1/documents/long/text.txt", "/v1/paragraphs?collection=long&limit=200", "/v1")}
        flying = [(target, Client(server)) for target in whole for _ in range(4)]
        for target, client in flying:
            client.send(b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % target.encode())
        for _, client in flying:
            client.read = client.socket.recv(1)
        idle = Client(server)
        server.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        for target, client in flying:
            answer = client.answer(asked=target.encode())
            holds(answer.status == 200 and answer.body == whole[target], f"{target} is not whole")
            client.socket.close()
        holds(idle.is_closed(), "an idle connection is answered")
        idle.socket.close()
        server.process.wait(WAIT)
        took = time.monotonic() - began
        holds(took < 10, f"takes {took:.0f} seconds")
        try:
            Client(server).socket.close()
            raise Wrong("still listens")
        except ConnectionRefusedError:
            pass


@test("a stop under traffic breaks no answer off", own=True)
def stop_under_traffic(home):
    with Server(home) as server:
        broken, answered, stopping = [], [0], threading.Event()

        def work():
            targets = SAMPLES + ["/v1/paragraphs?collection=long&limit=200"]
            i = 0
            while not stopping.is_set() or i == 0:
                try:
                    with Client(server) as client:
                        for target in targets:
                            # "I am stopping" is what /readyz is for
                            client.ask(target, may_be=(503,) if target == "/readyz" else ())
                            answered[0] += 1
                            i += 1
                except (EOFError, ConnectionError):
                    if stopping.is_set():
                        return
                    broken.append("closed before the stop")
                except Exception as end:  # of a thread: told below
                    broken.append(f"{type(end).__name__}: {end}")

        workers = [threading.Thread(target=work) for _ in range(16)]
        for worker in workers:
            worker.start()
        time.sleep(1.5)
        stopping.set()
        server.process.send_signal(signal.SIGTERM)
        for worker in workers:
            worker.join()
        server.process.wait(WAIT)
        holds(not broken and answered[0] > 100, f"{answered[0]} answered, then {broken[:3]}")


if __name__ == "__main__":
    sys.exit(main())
