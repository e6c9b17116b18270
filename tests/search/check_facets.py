#!/usr/bin/env python3
"""Facets: every link finds just as many as its value counts, in searches and in lists.

Over the sample edition, and over an edition of ../shared where that is here.
"""
import json
import os
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "load"))
from daemon import SAMPLE, SHARED, WORK, Server, Tap, run, write  # noqa: E402

tap = Tap()

FACETS = "facets=collection,classification,year,decade,author,recipient,kind,entity"
MOST = 12  # values of a facet that are followed; of the rarest as many again

ANYWHERE = [
    "/v1/documents?",
    "/v1/documents?date.from=1953-09&date.to=1953-11",
    "/v1/search?q=the",
    "/v1/search?q=the&group=document",
    "/v1/search?q=mr&date.from=1953-09-03",
    "/v1/search?q=vienna&scope=notes,title",
    "/v1/search?q=moscow+timber&within=document",
]
OF_EDITION = [
    "/v1/documents?author=secretary",
    "/v1/documents?recipient=embassy&date.to=1955-06",
    "/v1/search?q=soviet+berlin",
    "/v1/search?q=soviet+berlin&group=document",
    "/v1/search?q=geneva+austria+treaty&within=document&group=document",
    "/v1/search?q=quemoy&author=ambassador&date.from=1954-11",
    "/v1/search?q=treaty&sort=date&date.from=1955-05&date.to=1955-06-15",
]


def follow(server, path):
    """Links that find another number than they count, and how many were followed."""
    page = server.get(path + ("" if path.endswith("?") else "&") + FACETS + "&limit=1").json
    wrong, followed = [], 0
    for name, values in page["facets"].items():
        values = [value for value in values if "url" in value]
        for value in values if len(values) < 2 * MOST else values[:MOST] + values[-MOST:]:
            found = server.get(value["url"])
            followed += 1
            if found.status != 200 or found.json["total"] != value["count"]:
                wrong.append((name, value, found.status, found.body[:100]))
    return page, wrong, followed


def check(server, path):
    page, wrong, followed = follow(server, path)
    tap.ok(not wrong and followed, "%s: %d links of facets find what they count"
           % (path, followed), wrong[:3])
    return page


def check_twice(server, path):
    """A link leads to facets whose links are right too: filters add up."""
    page = check(server, path)
    for name in ("entity", "year", "author"):
        values = page["facets"][name]
        if values:
            target, parameters = values[len(values) // 2]["url"].split("?")
            kept = [part for part in parameters.split("&")
                    if not part.startswith(("facets=", "limit="))]
            check(server, target + "?" + "&".join(kept))


def check_grouped(server, path):
    """Where documents are listed they are counted."""
    page = server.get(path + "&group=document&limit=200&facets=collection,kind").json
    counted = sum(value["count"] for value in page["facets"]["collection"])
    tap.ok(page["total"] == len(page["items"]) == counted and page["facetsCount"] == "documents",
           "%s: facets beside documents count documents" % path, page)
    page = server.get(path + "&limit=1&facets=collection").json
    counted = sum(value["count"] for value in page["facets"]["collection"])
    tap.ok(page["total"] == counted and page["facetsCount"] == "passages",
           "%s: facets beside passages count passages" % path, page)


def check_many_entities(server):
    """A link for an entity more, as long as one more may be asked for."""
    path, named = "/v1/documents?limit=1&facets=entity", []
    while True:
        values = server.get(path).json["facets"]["entity"]
        others = [value for value in values if value["value"] not in named]
        if len(named) == 10 or not others:
            break
        path = others[0]["url"]
        named.append(others[0]["value"])
    links = [value for value in values if "url" in value]
    tap.ok(len(named) == 10 and others and
           sorted(value["value"] for value in links) == sorted(named) and
           all(server.get(value["url"]).json["total"] == value["count"] for value in links),
           "where ten entities are asked for there is no link to an eleventh", (path, values))


def make(papers, db):
    folder = tempfile.mkdtemp(dir=WORK)
    for name, sidecar in papers.items():
        write(os.path.join(folder, "m", name + ".txt"), "A PAPER\n\nA text of spoons.\n")
        write(os.path.join(folder, "m", name + ".json"), json.dumps(sidecar))
    run("load", folder, "--db", db, "--quiet")


# Of a letter that takes two bytes, and six in an address; and of one that a client may send as
# it is, while our links never do.
LONG_NAMES = {"one": {"author": "\u0416" * 900, "recipient": "\u0428" * 900},
              "two": {"author": "\u0416" * 900, "recipient": "(" * 1400},
              "three": {"author": ")" * 1400, "recipient": "(" * 1400},
              "four": {"author": ")" * 1400, "recipient": "(" * 1400}}


def check_long_links(server):
    """What is longer than a target may be is no link; and no list ends before its end."""
    author, recipient = LONG_NAMES["one"].values()
    narrowed = "/v1/documents?author.is=" + urllib.parse.quote(author)
    page = server.get(narrowed + "&facets=recipient,author").json
    names = {value["value"]: value for value in page["facets"]["recipient"]}
    tap.ok(page["total"] == 2 and "url" not in names[recipient] and
           server.get(page["facets"]["author"][0]["url"]).json["total"] == 2,
           "a facet has no link that would be longer than a target may be", page["facets"])
    both = "/v1/documents%s?author.is=" + ")" * 1400 + "&recipient.is=" + "(" * 1400
    tap.ok(server.get(both % "").json["total"] == 2, "the two names are found", both)
    page = server.get(both % "" + "&limit=1")
    tap.ok(page.status == 400 and "limit" in page.json["detail"],
           "a list whose next page could not be asked for is refused", page.body[:300])
    page = server.get(narrowed + "&limit=1")
    tap.ok(page.status == 200 and server.get(page.json["next"]).json["next"] is None,
           "in JSON, `next` may be as long as any target", page.body[:300])
    page = server.get(narrowed.replace("?", ".ndjson?") + "&limit=1")
    tap.ok(page.status == 400, "lines say it in `Link`, which is shorter",
           (page.status, page.headers.items()))
    words = " ".join("zzzzzzz%08d" % i for i in range(30)) + " spoons"
    for words in (words, "spoons " + words):
        page = server.get("/v1/search?match=all&q=" + urllib.parse.quote(words)).json
        links = [offer["url"] for offer in page.get("instead", []) + page.get("didYouMean", [])]
        tap.ok(page["total"] == 0 and all(server.get(link).status == 200 for link in links),
               "no query of more than 500 bytes is offered", page.get("instead"))


def check_made(db):
    """Dates that span years, and names that hold one another."""
    papers = {"one": {"date": "1952-12/1954-02", "author": "Lord Salisbury"},
              "two": {"date": "1953", "author": "The Secretary of Lord Salisbury"},
              "three": {"date": "1954/..", "author": "Lord Salisbury, 5th Marquess"},
              "four": {"date": "../1953-06", "author": 'Lord "Salisbury"'},
              "five": {"recipient": "Lord Salisbury"},
              "six": {"date": "1946/1948", "author": "Lord " * 401},
              "seven": {"date": "-0044-03-15"}, "eight": {"date": "Y20000"}}
    make(papers, db)
    with Server(db) as server:
        page = check(server, "/v1/documents?")
        years = [(v["value"], v["count"]) for v in page["facets"]["year"]]
        tap.ok(years == [("1946", 2), ("1947", 2), ("1948", 2), ("1949", 1), ("1950", 1),
                         ("1951", 1), ("1952", 2), ("1953", 3), ("1954", 2)],
               "a document counts in every year that its date spans", years)
        decades = [(v["value"], v["count"]) for v in page["facets"]["decade"]]
        tap.ok(decades == [("1940", 2), ("1950", 4)], "and in every decade", decades)
        spoons = server.get("/v1/search?q=spoons&limit=1&facets=year,decade").json["facets"]
        tap.ok([[(v["value"], v["count"]) for v in spoons[name]] for name in ("year", "decade")]
               == [years, decades], "and in searches likewise", spoons)
        clipped = server.get("/v1/documents?limit=1&facets=year&date.from=1949&date.to=1953").json
        tap.ok([(v["value"], v["count"]) for v in clipped["facets"]["year"]] ==
               years[3:8], "within the dates that are asked for", clipped["facets"])
        authors = {v["value"]: v["count"] for v in page["facets"]["author"]}
        tap.ok(authors["Lord Salisbury"] == 1 and len(authors) == 5, "authors are whole", authors)
        (long,) = [v for v in page["facets"]["author"] if v["value"].startswith("Lord Lord")]
        tap.ok("url" not in long and all("url" in v for v in page["facets"]["author"] if v != long),
               "and one that is too long to be asked for has no link", long)
        check(server, "/v1/documents?date.from=1953-07")
        check(server, "/v1/search?q=spoons&date.to=1953-03")
        got = server.get("/v1/documents?author=salisbury").json["total"]
        exact = server.get("/v1/documents?author.is=Lord%20Salisbury").json["total"]
        tap.ok(got == 4 and exact == 1, "author= is of words, author.is= of the whole name",
               (got, exact))
        exact = server.get("/v1/search?q=spoons&recipient.is=Lord%20Salisbury").json["total"]
        tap.ok(exact == 1, "recipient.is= likewise", exact)


def main():
    check_made(os.path.join(WORK, "made.db"))
    db = os.path.join(WORK, "long.db")
    make(LONG_NAMES, db)
    with Server(db) as server:
        check_long_links(server)
    db = os.path.join(WORK, "sample.db")
    run("load", SAMPLE, "--db", db, "--quiet")
    with Server(db) as server:
        for path in ANYWHERE:
            check_twice(server, path)
        check_grouped(server, "/v1/search?q=vienna")
    if not SHARED:
        tap.skip("an edition", "../shared is not here")
        tap.end()
    db = os.path.join(WORK, "edition.db")
    run("load", os.path.join(SHARED, "corpora", "frus", "edition"), "--db", db, "--quiet")
    with Server(db) as server:
        for path in OF_EDITION:
            check_twice(server, path)
        check_many_entities(server)
        check_grouped(server, "/v1/search?q=quemoy")
    tap.end()


main()
