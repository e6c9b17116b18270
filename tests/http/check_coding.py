"""Coded answers: gzip and zstd, negotiated, cached, validated.

    CHANCERYD=build/asan/chanceryd python3 tests/http/check_coding.py [WORD]...

WORK is a folder to work in (a fresh one without it). Prints TAP.
"""

import sys

from http_client import DESPATCH, Client, Server, holds, main, test

LARGE = "/v1/paragraphs?collection=long&limit=100"  # some 60 KB
SLOW = "/v1/search?q=paragraph+long&limit=30"
MIDDLE = "/v1/documents"
SMALL = "/healthz", DESPATCH + "/omissions?limit=1&fields=id"


@test("long answers are coded as asked, and decode to what they are")
def coded(server):
    with Client(server) as client:
        for target in (LARGE, SLOW, MIDDLE, DESPATCH + "/paragraphs", "/v1/openapi.json",
                       LARGE + "&format=csv"):
            plain = client.ask(target)
            holds(plain.header("Content-Encoding") is None, f"{target} is coded unasked")
            for accept, coding in (("gzip", "gzip"), ("zstd", "zstd"), ("gzip, deflate, br, zstd", "zstd"),
                                   ("gzip;q=1, zstd;q=0.1", "gzip"), ("br", None), ("", None),
                                   ("identity", None), ("gzip;q=0", None), ("*", "zstd"),
                                   ("identity;q=0, gzip", "gzip"), ("*;q=0, identity", None)):
                for _ in range(3):
                    answer = client.ask(target, f"Accept-Encoding: {accept}")
                    holds(answer.status == 200, f"{target}, {accept}: {answer.status}")
                    holds(answer.header("Content-Encoding") == coding,
                          f"{target}, {accept}: {answer.header('Content-Encoding')}")
                    holds(answer.body == plain.body, f"{target}, {accept}: another body")
                    tag = plain.header("ETag")
                    tag = tag[:-1] + f"-{coding}\"" if coding else tag
                    holds(answer.header("ETag") == tag, f"{answer.header('ETag')}, not {tag}")
                    holds(answer.header("Vary") == plain.header("Vary"), answer.header("Vary"))
                    holds("Accept-Encoding" in answer.header("Vary"), f"{target}: no Vary")
                    holds(len(answer.all("Vary")) == 1, "two lines of Vary")
                    if coding:
                        holds(len(answer.coded) < len(plain.body) * 0.6, "gains little")
                head = client.ask(target, f"Accept-Encoding: {accept}", method="HEAD")
                for name in ("ETag", "Content-Encoding", "Content-Length", "Vary", "Content-Type"):
                    holds(head.header(name) == answer.header(name),
                          f"{target}, {accept}: {name} of HEAD is {head.header(name)}")


@test("a long answer is coded the first time, a middling one when it is asked for again")
def first(server):
    with Client(server) as client:
        holds(client.ask(LARGE, "Accept-Encoding: gzip").header("Content-Encoding") == "gzip", LARGE)
        holds(client.ask(SLOW, "Accept-Encoding: zstd").header("Content-Encoding") == "zstd", SLOW)
        target = DESPATCH + "/paragraphs/p4?include=footnotes"
        found = [client.ask(target, "Accept-Encoding: gzip").header("Content-Encoding") for _ in range(3)]
        holds(found == [None, "gzip", "gzip"], found)
        for target in SMALL:
            for _ in range(3):
                answer = client.ask(target, "Accept-Encoding: gzip, zstd")
                holds(answer.header("Content-Encoding") is None, f"{target} is coded")


@test("each coding has a 304 of its own, known from the first request on", own=True)
def conditional(home):
    with Server(home) as server, Client(server) as client:
        for target in (LARGE, SLOW, DESPATCH + "/paragraphs", DESPATCH + "/paragraphs/p4"):
            with Server(home) as fresh, Client(fresh) as first:
                plain = first.ask(target, method="HEAD").header("ETag")
                vary = first.ask(target).header("Vary")
            gzipped = plain[:-1] + '-gzip"'
            # what the tags are is told by another server of the same data set
            for accept, known, expected in (
                    ("gzip", gzipped, gzipped), ("gzip", plain, plain), ("gzip", f'"x", W/{gzipped}', gzipped),
                    ("gzip", "*", plain), ("identity;q=0, gzip", "*", gzipped), ("zstd", gzipped, None),
                    ("identity", gzipped, None), ("identity;q=0, gzip", plain, None), ("gzip", '"x-gzip"', None)):
                for again in range(2):
                    answer = client.ask(target, f"Accept-Encoding: {accept}", f"If-None-Match: {known}")
                    holds(answer.status == (304 if expected else 200),
                          f"{target}, {accept}, {known}: {answer.status}, time {again}")
                    if expected:
                        holds(answer.header("ETag") == expected, f"{answer.header('ETag')}, not {expected}")
                        holds(answer.header("Vary") == vary, f"Vary of 304: {answer.header('Vary')}")
                        holds(answer.header("Content-Encoding") is None, "a coding of nothing")


@test("who takes neither the answer nor a coding of it gets 406")
def refused(server):
    with Client(server) as client:
        for accept in ("identity;q=0", "*;q=0", "br, identity;q=0", "identity;q=0, gzip;q=0, zstd;q=0"):
            for target in (LARGE, MIDDLE, "/v1/export.csv"):
                answer = client.ask(target, f"Accept-Encoding: {accept}")
                holds(answer.status == 406 and answer.json()["status"] == 406, f"{accept}: {answer.status}")
                holds(answer.header("Vary") == "Accept-Encoding", "no Vary")
        holds(client.ask("/v1/export.csv", "Accept-Encoding: gzip").header("Content-Encoding") is None, "")
        answer = client.ask("/nowhere", "Accept-Encoding: identity;q=0")
        holds(answer.status == 404, f"a problem is never coded: {answer.status}")


@test("without a cache answers are as they are, unless that is refused", own=True)
def without_cache(home):
    with Server(home, "--cache", "0") as server, Client(server) as client:
        plain = client.ask(LARGE)
        for _ in range(2):
            holds(client.ask(LARGE, "Accept-Encoding: gzip").same() == plain.same(), "coded")
            answer = client.ask(LARGE, "Accept-Encoding: gzip, identity;q=0")
            holds(answer.status == 200 and answer.body == plain.body, answer.status)


if __name__ == "__main__":
    sys.exit(main())
