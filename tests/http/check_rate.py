"""The rate of an address, its headers, and whose address it is behind a proxy.

    CHANCERYD=build/asan/chanceryd python3 tests/http/check_rate.py [WORD]...

WORK is a folder to work in (a fresh one without it). Prints TAP.
"""

import json
import re
import sys
import time

from http_client import DESPATCH, Client, Server, holds, main, test

PARAGRAPH = DESPATCH + "/paragraphs/p4"


def state(answer):
    holds(len(answer.all("RateLimit")) == 1, f"RateLimit: {answer.headers}")
    match = re.fullmatch(r'"address";r=(\d+);t=(\d+)', answer.header("RateLimit"))
    holds(match, answer.header("RateLimit"))
    return int(match.group(1)), int(match.group(2))


@test("an address has its rate and no more, and is told what is left", own=True)
def rate(home):
    with Server(home, "--rate", "60/m,20") as server, Client(server) as client:
        full = client.ask("/v1/documents/vienna-d10/paragraphs", "Accept-Encoding: gzip")
        holds(state(full) == (19, 1), state(full))
        left = 19
        for target, *lines in ((PARAGRAPH,), (PARAGRAPH,), (PARAGRAPH, "If-None-Match: *"),
                               (PARAGRAPH, "Accept-Encoding: zstd"), ("/nowhere",), ("/v1/search?q=malenkov",),
                               ("/v1/export.csv?kind=documents",), (DESPATCH + "/paragraphs/4",)):
            answer = client.ask(target, *lines)
            left -= 1
            holds(left <= state(answer)[0] <= left + 1, f"{target}: {state(answer)}, not {left}")
            holds(answer.header("RateLimit-Policy") == '"address";q=20;w=20', answer.headers)
        refused = None
        for _ in range(20):
            answer = client.ask(PARAGRAPH)
            if answer.status == 429:
                refused = answer
                break
        holds(refused, "is never refused")
        holds(refused.json()["status"] == 429 and refused.header("Content-Type") == "application/problem+json",
              refused.body)
        holds(refused.header("Retry-After") == "1" and state(refused)[0] == 0, refused.headers)
        holds(refused.header("Cache-Control") == "no-store", "a 429 may be kept")
        holds(refused.header("Connection") != "close", "a 429 closes")
        time.sleep(1.2)
        holds(client.ask(PARAGRAPH).status == 200, "is not let in again")


@test("without a rate nothing is said of one")
def none(server):
    with Client(server) as client:
        for _ in range(2):
            answer = client.ask(PARAGRAPH)
            holds(not answer.header("RateLimit") and not answer.header("RateLimit-Policy"), answer.headers)


@test("a body that is kept is the same for every client, whatever is said of its rate", own=True)
def shared(home):
    with Server(home, "--rate", "1000000/s") as server, Client(server) as client, Client(server) as other:
        first = client.ask(DESPATCH + "/text.txt")
        for each in (client, other) * 10:
            holds(each.ask(DESPATCH + "/text.txt").body == first.body, "another body")
            head = each.ask(DESPATCH + "/text.txt", method="HEAD")
            holds(head.header("Content-Length") == str(len(first.body)), head.headers)


@test("a trusted proxy speaks for its clients, and only a trusted one", own=True)
def proxies(home):
    with Server(home, "--rate", "2/h", "--trust", "127.0.0.0/8", "--access-log", "json") as server, \
            Client(server) as client:
        def statuses(*lines):
            return [client.ask(PARAGRAPH, *lines).status for _ in range(3)]
        holds(statuses("X-Forwarded-For: 192.0.2.1") == [200, 200, 429], "one client")
        holds(statuses("X-Forwarded-For: 9.9.9.9, 192.0.2.2") == [200, 200, 429], "another")
        holds(statuses("X-Forwarded-For: 8.8.8.8, 192.0.2.2, 127.0.0.3") == [429] * 3, "the same")
        holds(statuses("X-Forwarded-For: 7.7.7.7", "X-Forwarded-For: 192.0.2.2") == [429] * 3, "two lines")
        holds(statuses("Forwarded: for=192.0.2.2") == [429] * 3, "Forwarded")
        holds(statuses('Forwarded: for="[2001:db8::1]:80"') == [200, 200, 429], "IPv6")
        holds(statuses("X-Forwarded-For: 2001:db8::2") == [429] * 3, "the same /64")
        holds(statuses() == [200] * 3, "the proxy itself")
        time.sleep(0.3)
        names = [json.loads(line)["client"] for line in server.said().decode().splitlines()
                 if line.startswith('{"time"')]
        expected = ["192.0.2.1"] * 3 + ["192.0.2.2"] * 12 + ["2001:db8::1"] * 3 + ["2001:db8::2"] * 3 \
            + ["127.0.0.1"] * 3
        holds(names == expected, names)
    with Server(home, "--rate", "2/h") as server, Client(server) as client:
        found = [client.ask(PARAGRAPH, f"X-Forwarded-For: 192.0.2.{i}").status for i in range(4)]
        holds(found == [200, 200, 429, 429], found)


if __name__ == "__main__":
    sys.exit(main())
