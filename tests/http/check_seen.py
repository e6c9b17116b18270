"""What the daemon says of its requests: the access log, the slow log, the metrics.

    CHANCERYD=build/asan/chanceryd python3 tests/http/check_seen.py [WORD]...

WORK is a folder to work in (a fresh one without it). Prints TAP.
"""

import json
import re
import sys
import time

from http_client import DESPATCH, Client, Server, holds, main, test

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Metrics:
    """Another port of the same process."""

    def __init__(self, server):
        for _ in range(200):
            found = re.search(rb"serving metrics at http://127\.0\.0\.1:(\d+)/", server.said())
            if found:
                break
            time.sleep(0.02)
        self.port = int(found.group(1))

    def ask(self, target="/metrics"):
        with Client(self) as client:
            return client.ask(target)

    def read(self):
        """Names with their labels, and their numbers."""
        answer = self.ask()
        holds(answer.status == 200, answer.status)
        holds(answer.header("Content-Type").startswith("text/plain; version=0.0.4"), "type")
        numbers = {}
        for line in answer.body.decode().splitlines():
            if not line.startswith("#"):
                match = re.fullmatch(r'([a-z_]+(?:\{.*\})?) ([0-9.e+-]+)', line)
                holds(match, f"a line that is none: {line!r}")
                holds(match.group(1) not in numbers, f"{match.group(1)} stands there twice")
                numbers[match.group(1)] = float(match.group(2))
        return numbers


def lines(server, wanted):
    """The lines of the access log, when there are so many."""
    for _ in range(100):
        found = [line for line in server.said().decode().splitlines()
                 if re.match(r"time=|\{\"time\"", line)]
        if len(found) >= wanted:
            break
        time.sleep(0.05)
    holds(len(found) == wanted, f"{len(found)} lines of {wanted}: {found[-5:]}")
    return found


@test("the log as JSON has a line for each request, with all that is known of it", own=True)
def json_lines(home):
    with Server(home, "--access-log", "json") as server:
        with Client(server) as client:
            first = client.ask(DESPATCH, "X-Request-Id: abc.1", "traceparent: " + TRACE)
            client.ask(DESPATCH, "traceparent: 00-XYZ-1-01")
            client.ask(DESPATCH, method="HEAD")
            client.ask(DESPATCH, "If-None-Match: " + first.header("ETag"))
            missing = client.ask('/v1/a"b\\c\xff', "X-Request-Id: abc.2")
            export = client.ask("/v1/export.ndjson")
            client.ask("/v1", "Host: another")
        seen = [json.loads(line) for line in lines(server, 7)]
        holds([line["status"] for line in seen] == [200, 200, 200, 304, 404, 200, 400], seen)
        holds([line["cache"] for line in seen]
              == ["miss", "hit", "hit", "hit", "miss", "miss", "miss"], seen)
        holds([line["bytes"] for line in seen][:6]
              == [len(first.body)] * 2 + [0, 0, len(missing.body), len(export.body)], seen)
        holds(seen[0]["id"] == "abc.1" and seen[4]["id"] == "abc.2", seen)
        holds(len({line["id"] for line in seen}) == 7, "ids of our own differ")
        holds([line["traceparent"] for line in seen] == [TRACE] + ["-"] * 6, seen)
        holds(seen[4]["target"] == "/v1/a%22b%5Cc%C3%BF", seen[4])
        holds(seen[2]["method"] == "HEAD" and seen[0]["target"] == DESPATCH, seen)
        for line in seen:
            holds(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"]), line)
            holds(0 <= line["us"] < 30_000_000, line)


@test("the log as text has one line for each request, however long", own=True)
def text_lines(home):
    with Server(home, "--access-log", "text") as server:
        with Client(server) as client:
            client.ask(DESPATCH, "traceparent: " + TRACE)
            client.ask("/" + "%22" * 2000)
        first, second = lines(server, 2)
        holds(re.fullmatch(
            r'time=\S+ id=[0-9a-f]{16} client=127\.0\.0\.1 method=GET target="' + DESPATCH +
            r'" status=200 bytes=\d+ us=\d+ cache=miss traceparent=' + TRACE, first), first)
        holds(second.endswith("traceparent=-") and len(second) < 4096, len(second))


@test("without --access-log no request is logged", own=True)
def no_lines(home):
    with Server(home) as server:
        server.is_well()
        lines(server, 0)


@test("an answer that takes long to make is said in the log", own=True)
def slow(home):
    with Server(home, "--slow", "1", "--cache", "0") as server:
        with Client(server) as client:
            client.ask("/v1/paragraphs?limit=200&pretty=1&kind=paragraph",
                       "X-Request-Id: slow-one")
            client.ask("/healthz", "X-Request-Id: quick-one")
        said = server.said().decode()
        holds(re.search(r"warning: request slow-one took \d+ ms: GET /v1/paragraphs", said), said)
        holds("quick-one" not in said, said)


@test("metrics count requests by route and status, and times in buckets", own=True)
def metrics(home):
    with Server(home, "--metrics", "127.0.0.1:0") as server:
        monitor = Metrics(server)
        before = monitor.read()
        with Client(server) as client:
            body = client.ask(DESPATCH).body
            for _ in range(9):
                client.ask(DESPATCH)
            client.ask(DESPATCH + "/paragraphs/nothing")
            client.ask("/nowhere")
            rev = client.ask("/v1").json()["dataset"]
            after = monitor.read()
        route = 'route="/v1/documents/{document}"'
        with Client(monitor) as client:
            text = client.ask("/metrics").body.decode()
        holds(f'chancery_requests_total{{{route},status="2xx"}} 10' in text, text)
        holds(f'chancery_request_seconds_count{{{route}}} 10' in text, text)
        holds(f'le="+Inf"}} 10' in text, text)
        holds('chancery_requests_total{route="none",status="4xx"} 1' in text, text)
        holds(re.search(r'chancery_requests_total\{route="[^"]*/paragraphs/\{[a-z]+\}",'
                        r'status="4xx"\} 1\n', text), text)
        holds(f'rev="{rev["rev"]}"' in text, "no rev")
        holds(f'chancery_things{{kind="document"}} {rev["counts"]["documents"]}\n' in text, text)
        holds(after["chancery_cache_hits_total"] == 9, after)
        holds(after["chancery_cache_bytes"] > before["chancery_cache_bytes"], after)
        holds(after["chancery_connections"] == 1, after)
        holds(after["chancery_body_bytes_total"] > 10 * len(body), after)
        holds(abs(after["process_start_time_seconds"] - time.time()) < 60, after)


@test("metrics are not on the port that everybody reads, nor anything else on theirs", own=True)
def apart(home):
    with Server(home, "--metrics", "127.0.0.1:0") as server:
        with Client(server) as client:
            holds(client.ask("/metrics").status == 404, "there")
        monitor = Metrics(server)
        for target in ("/", "/v1", "/metrics/", "/metrics?x"):
            holds(monitor.ask(target).status == 404, target)
    with Server(home) as server:
        holds(b"metrics" not in server.said(), server.said())


if __name__ == "__main__":
    sys.exit(main())
