#!/usr/bin/env python3
"""Names last: a load over an earlier data set carries the ids of documents, blocks and
notes over, and says what became of those that are gone."""
import os

from daemon import WORK, Server, Tap, rev_of, run, write

CORPUS = os.path.join(WORK, "corpus")
DB = os.path.join(WORK, "names.db")
LETTER = ["Dear Sir,", "First thoughts on the harvest.", "Second thoughts on the frost.",
          "Third thoughts on the mill.", "1. A numbered one.", "2. Another numbered one.",
          "Yours truly,"]
NOTED = ("The mill stood[footnoteRef:%d] by the weir[footnoteRef:%d] for years. "
         "[%d:  Of timber.]  [%d:  The lower weir.] \n\n")


def text_of(paragraphs):
    return "\n\n".join(paragraphs) + "\n"


def put(name, text, sidecar=None):
    write(os.path.join(CORPUS, "vol", name + ".txt"), text)
    if sidecar is not None:
        write(os.path.join(CORPUS, "vol", name + ".json"), sidecar)


def remove(name):
    os.remove(os.path.join(CORPUS, "vol", name + ".txt"))


def load():
    return run("load", CORPUS, "--db", DB)


def ids(server, document="letter"):
    """{text: id} of a document."""
    path = "/v1/documents/%s/paragraphs?limit=200" % document
    return {block["text"]: block["id"] for block in server.items(path)}


def status(server, path):
    return server.get("/v1/documents/" + path).status


def paragraphs(tap):
    put("letter", text_of(LETTER))
    put("other", text_of(["Dear Madam,", "Another letter."]))
    load()
    first = rev_of(DB)
    with Server(DB) as server:
        before = ids(server)
    tap.ok(list(before.values()) == ["b1", "b2", "b3", "b4", "p1", "p2", "b7"],
           "without a past names are by number and place", before)

    edited = list(LETTER)
    edited[2] = "Second thoughts on the frost, corrected."
    put("letter", text_of(edited))
    done = load()
    with Server(DB) as server:
        now = ids(server)
        tap.ok(now[edited[2]] == "b3" and list(now.values()) == list(before.values()),
               "a paragraph that is edited in place keeps its id", now)
    tap.ok(" is gone" not in done.err, "and nothing is said to be gone", done)

    more = ["Moscow, 3 May 1953."] + edited
    put("letter", text_of(more))
    load()
    with Server(DB) as server:
        now = ids(server)
        tap.ok([now[text] for text in now if text != more[0]] == list(before.values()),
               "a paragraph put in front leaves all others their ids", now)
        new = now[more[0]]
        tap.ok(new not in before.values(), "the new paragraph takes an id that was never used", now)
        for name in (new, "b1", "b7"):
            answer = server.get("/v1/documents/letter/paragraphs/" + name)
            tap.ok(answer.status == 200 and answer.json["id"] == name,
                   "%s is found by its name" % name, answer.status)
    tap.ok(rev_of(DB) != first, "the rev is another")
    carried = rev_of(DB)
    fresh = os.path.join(WORK, "fresh.db")
    run("load", CORPUS, "--db", fresh)
    tap.ok(rev_of(fresh) != carried, "the rev differs where history gave other ids")
    run("load", CORPUS, "--db", DB, "--force")
    tap.ok(rev_of(DB) == carried, "loading the same again over itself keeps the rev")

    less = [text for text in more if text != edited[3]]
    put("letter", text_of(less))
    done = load()
    tap.ok("letter/b4: is gone and will answer 410" in done.err,
           "a paragraph that is gone is reported", done)
    with Server(DB) as server:
        tap.ok(status(server, "letter/paragraphs/b4") == 410, "it answers 410")
        tap.ok(status(server, "letter/paragraphs/b99") == 404,
               "one that never was answers 404")
        now = ids(server)
        tap.ok(all(now[text] == before[text] for text in now if text in before),
               "the others keep their ids", now)
    gone = rev_of(DB)
    run("load", CORPUS, "--db", DB, "--force")
    tap.ok(rev_of(DB) == gone, "what is gone stays gone, and the rev stays")

    less.insert(3, "A quite new paragraph.")
    put("letter", text_of(less))
    load()
    with Server(DB) as server:
        tap.ok(ids(server)["A quite new paragraph."] not in before.values(),
               "a new paragraph never takes the id of one that is gone", ids(server))

    put("letter", text_of(more))
    load()
    with Server(DB) as server:
        tap.ok(ids(server)[edited[3]] == "b4" and
               status(server, "letter/paragraphs/b4") == 200,
               "a paragraph that comes back has its id again", ids(server))

    swapped = list(more)
    swapped[2], swapped[4] = swapped[4], swapped[2]
    put("letter", text_of(swapped))
    load()
    with Server(DB) as server:
        now = ids(server)
        tap.ok(now[edited[1]] == "b2" and now[edited[3]] == "b4",
               "paragraphs that change places keep their ids", now)


def notes(tap):
    put("noted", NOTED % (2, 3, 2, 3))
    load()
    put("noted", NOTED % (5, 6, 5, 6))
    load()
    with Server(DB) as server:
        found = [(note["id"], note["label"], note["text"]) for note in
                 server.items("/v1/documents/noted/footnotes")]
        tap.ok(found == [("fn2", "5", "Of timber."), ("fn3", "6", "The lower weir.")],
               "notes that Word numbers anew keep their ids", found)
        tap.ok(server.follow("/v1/documents/noted/footnotes/2")[1].json["id"] == "fn2",
               "a bare number leads to the note")
    put("noted", "The mill stood[footnoteRef:2] by the weir. [2:  The lower weir.] \n\n")
    load()
    with Server(DB) as server:
        found = [(note["id"], note["text"]) for note in
                 server.items("/v1/documents/noted/footnotes")]
        tap.ok(found == [("fn3", "The lower weir.")],
               "a note that is left keeps its id, whatever number it now has", found)
        tap.ok(status(server, "noted/footnotes/fn2") == 410,
               "a note that is gone answers 410")


def documents(tap):
    remove("other")
    put("renamed", text_of(["Dear Madam,", "Another letter."]))
    done = load()
    tap.ok("renamed: other to renamed, and leads there" in done.out,
           "a file that is renamed is reported", done)
    with Server(DB) as server:
        answer = server.get("/v1/documents/other")
        tap.ok(answer.status == 307 and
               answer.headers["Location"] == "/v1/documents/renamed",
               "its old name leads to the new one", answer.status)
        statuses, answer = server.follow("/v1/documents/other/paragraphs/b2")
        tap.ok(statuses == [307, 200] and answer.json["document"] == "renamed",
               "its blocks are led to as well", statuses)
    remove("renamed")
    done = load()
    tap.ok(done.status == 1 and "1 of 3 documents would be gone" in done.err and
           len(done.err.splitlines()) == 1, "a third of all is not removed by a mistake", done)
    done = run("load", CORPUS, "--db", DB, "--force")
    tap.ok("removed: renamed and answers 410" in done.out,
           "a document that is gone is reported", done)
    with Server(DB) as server:
        tap.ok(status(server, "renamed") == 410, "it answers 410")
        tap.ok(status(server, "renamed/paragraphs/b1") == 410, "its blocks answer 410")
        statuses, _ = server.follow("/v1/documents/other")
        tap.ok(statuses == [307, 410], "what led to it ends in 410", statuses)
    put("renamed", text_of(["Dear Madam,", "Another letter."]))
    load()
    with Server(DB) as server:
        tap.ok(status(server, "renamed") == 200, "a document that comes back lives again")

    # A renamed file whose blocks bear names from its past.
    with Server(DB) as server:
        before = ids(server)
    put("epistle", text_of([text for text in before]))
    with open(os.path.join(CORPUS, "vol", "letter.txt"), encoding="utf-8") as file:
        put("epistle", file.read())
    remove("letter")
    load()
    with Server(DB) as server:
        tap.ok(ids(server, "epistle") == before,
               "a file that is renamed takes the names of its blocks along",
               [before, ids(server, "epistle")])


def editors(tap):
    put("noted", NOTED % (2, 3, 2, 3), '{"formerIds": ["mill-1", "weir/b1"]}')
    put("secret", text_of(["Dear Sir,", "A secret."]))
    done = load()
    with Server(DB) as server:
        answer = server.get("/v1/documents/mill-1")
        tap.ok(answer.status == 308 and
               answer.headers["Location"] == "/v1/documents/noted",
               "a former id leads to its document for good", answer.status)
        answer = server.get("/v1/documents/mill-1/paragraphs/b1?pretty=1")
        tap.ok(answer.status == 308 and answer.headers["Location"] ==
               "/v1/documents/noted/paragraphs/b1?pretty=1",
               "so do its blocks, with the query", answer.headers["Location"])
        answer = server.get("/v1/documents/weir/paragraphs/b1")
        tap.ok(answer.status == 308 and answer.headers["Location"] ==
               "/v1/documents/noted/paragraphs/b1",
               "a block's former name leads to it", answer.status)
        tap.ok(status(server, "weir/paragraphs/b2") == 404 and
               status(server, "weir") == 404, "and nothing else of that document")
        statuses, answer = server.follow("/id/mill-1/b1")
        tap.ok(statuses[-1] == 200 and answer.json["document"] == "noted",
               "a link to cite goes by former ids too", statuses)
    put("noted", NOTED % (2, 3, 2, 3), "{}")
    load()
    with Server(DB) as server:
        tap.ok(status(server, "mill-1") == 308,
               "a former id lasts when the sidecar no longer has it")

    write(os.path.join(CORPUS, "vol", "collection.json"),
          '{"withdrawn": ["secret", "never-here", "noted/b7"]}')
    done = load()
    tap.ok("vol/secret.txt: is withdrawn by collection.json and left out" in done.err,
           "a document that is withdrawn is left out, and that is said", done)
    with Server(DB) as server:
        for name in ("secret", "never-here", "noted/paragraphs/b7",
                     "secret/paragraphs/b1"):
            tap.ok(status(server, name) == 410, "%s is withdrawn and answers 410" % name)
    first = rev_of(DB)
    done = run("load", CORPUS, "--db", DB, "--force", "--strict")
    tap.ok(done.status == 0 and rev_of(DB) == first,
           "editors' words said twice change nothing", done)


def split(tap):
    """A block moves to a document that is read after its own, and a sidecar says so."""
    put("whole", text_of(["Dear Sir,", "The first half.", "The second half."]))
    load()
    put("whole", text_of(["Dear Sir,", "The first half."]))
    put("zz-half", text_of(["Dear Sir,", "An opening.", "The second half."]),
        '{"formerIds": ["whole/b3"]}')
    load()
    with Server(DB) as server:
        statuses, answer = server.follow("/v1/documents/whole/paragraphs/b3")
        tap.ok(statuses == [308, 200] and answer.json["text"] == "The second half.",
               "a block that went to another document is led to by the editors' word",
               statuses)


def main():
    tap = Tap()
    paragraphs(tap)
    notes(tap)
    documents(tap)
    editors(tap)
    split(tap)
    tap.end()


main()
