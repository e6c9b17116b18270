#!/usr/bin/env python3
"""The corpora beside the repository, end to end: 2,400 documents against their gold, the
hard cases, what other extractors print, the extractor's own samples, and the reference
text; and all of it without loss."""
import collections
import json
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "load"))
from daemon import SHARED, WORK, Server, Tap, quote, read, run
from lossless import SPACES, losses

# How many of the blocks of a kind in the gold are given one of the kinds that fit it.
# A little under what is reached, so that a step back is seen.
FITS = {
    # The gold has as body what editors say in words of a gap, and heads of enclosures.
    "body": ("paragraph", "omission", "source", "heading", "dateline", "signature"), "quote": ("paragraph",), "list": ("paragraph", "list-item"),
    "list-item": ("list-item",), "title": ("title",), "dateline": ("dateline",),
    "signature": ("signature",), "heading": ("heading",), "omission": ("omission",),
    "table-row": ("table-row",), "source": ("source",), "closer": ("closer",),
    "classification": ("classification",), "salutation": ("salutation",),
}
FLOORS = {
    "body": 0.97, "list-item": 0.69, "title": 0.99, "dateline": 0.985, "signature": 0.96,
    "heading": 0.975, "omission": 1.0, "list": 0.98, "table-row": 0.85, "source": 0.98,
    "classification": 0.98, "salutation": 1.0,
}
FLOOR = 0.945


def fold(text):
    return SPACES.sub(" ", text).strip(" ")


def folded_at(text, at):
    """Where code point `at` of a text stands once the text is folded."""
    before = SPACES.sub(" ", text[:at]).lstrip(" ")
    behind = text[at:]
    if before.endswith(" ") and (not behind.strip() or SPACES.match(behind)):
        before = before[:-1]  # between two blanks: before the one that is left
    return len(before)


def whole(block):
    return fold((block["label"] or "") + " " + block["text"])


def gold_of(gold, blocks):
    """A document of the gold in the words of what is served; the blocks say which labels
    stand apart, since a note that hangs on a label is served at the start of the text."""
    paragraphs = [fold(p["text"]) for p in gold["paragraphs"]]
    notes = []
    for note in gold["footnotes"]:
        i = note["paragraph_index"]
        at = folded_at(gold["paragraphs"][i]["text"], note["offset"])
        if i < len(blocks) and blocks[i]["label"]:
            at = max(at, len(blocks[i]["label"]) + 1)
        notes.append((note["label"], note.get("kind", "footnote"), fold(note["text"]), i,
                      at))
    return paragraphs, notes


def ours_of(blocks, notes):
    index = {block["id"]: i for i, block in enumerate(blocks)}
    found = []
    for note in notes:
        i, at = None, None
        if note["anchor"]:
            i = index[note["anchor"]["paragraph"]]
            label = len(blocks[i]["label"] or "")
            at = note["anchor"]["at"] + (label + 1 if label else 0)
        found.append((note["label"], note["kind"], note["text"], i, at))
    return [whole(block) for block in blocks], found


def differences(gold, blocks, notes):
    """How a document differs from its gold; a list, empty when it does not."""
    texts, marked = gold_of(gold, blocks)
    our_texts, our_notes = ours_of(blocks, notes)
    wrong = []
    if len(texts) != len(our_texts):
        wrong.append("%d blocks, not %d" % (len(our_texts), len(texts)))
    for i, (want, have) in enumerate(zip(texts, our_texts)):
        if want != have:
            wrong.append("block %d: %.120r, not %.120r" % (i + 1, have, want))
            break
    if len(marked) != len(our_notes):
        wrong.append("%d notes, not %d" % (len(our_notes), len(marked)))
    for want, have in zip(marked, our_notes):
        if want != have:
            wrong.append("note %s, not %s" % (str(have)[:150], str(want)[:150]))
            break
    return wrong


def export(server, kind):
    """Everything of a kind, by document."""
    answer = server.get("/v1/export.ndjson?kind=" + kind)
    by = collections.defaultdict(list)
    for line in answer.body.splitlines():
        item = json.loads(line)
        by[item["document"]].append(item)
    return by


def lists(server, document):
    path = "/v1/documents/" + quote(document)
    return (list(server.items(path + "/paragraphs?limit=200&include=source")),
            list(server.items(path + "/footnotes?limit=200")))


def print_table(tap, table):
    """gold kind x ours, most frequent first."""
    columns = sorted({kind for row in table.values() for kind in row})
    tap.note("gold \\ ours     " + " ".join("%8.8s" % kind for kind in columns) + "   fits")
    fitting = total = 0
    for kind in sorted(table, key=lambda kind: -sum(table[kind].values())):
        row = table[kind]
        good, every = sum(row[fit] for fit in FITS[kind]), sum(row.values())
        fitting, total = fitting + good, total + every
        tap.note("%-14s  %s  %5.1f%% of %d" % (
            kind, " ".join("%8s" % (row[c] or ".") for c in columns), 100 * good / every,
            every))
    tap.note("all: %.2f%% of %d" % (100 * fitting / total, total))
    return fitting / total


def check_edition(tap):
    db = os.path.join(WORK, "edition.db")
    edition = os.path.join(SHARED, "corpora", "frus", "edition")
    done = run("load", edition, "--db", db)
    tap.ok(done.status == 0 and "loaded 2400 documents" in done.out and
           " 0 problems" in done.out, "the edition loads without a problem", done)
    with open(os.path.join(SHARED, "corpora", "frus", "gold.jsonl"), "rb") as file:
        golds = [json.loads(line) for line in file]
    files = {}
    for folder, _, names in os.walk(edition):
        for name in names:
            if name.endswith(".txt"):
                files[name[:-4].lower()] = os.path.join(folder, name)
    right, kinds, lost, unlike, wrong = 0, {}, [], [], []
    with Server(db) as server:
        all_blocks, all_notes = export(server, "paragraphs"), export(server, "footnotes")
        for gold in golds:
            document = gold["id"].lower()
            blocks, notes = lists(server, document)
            lost += ["%s: %s" % (document, what)
                     for what in losses(read(files[document]), blocks, notes)]
            for block in blocks:
                del block["source"]
            if blocks != all_blocks[document] or notes != all_notes[document]:
                unlike.append(document)
            what = differences(gold, blocks, notes)
            right += not what
            wrong += ["%s: %s" % (document, line) for line in what]
            if len(blocks) == len(gold["paragraphs"]):
                for want, have in zip(gold["paragraphs"], blocks):
                    row = kinds.setdefault(want["kind"], collections.Counter())
                    row[have["kind"]] += 1
    tap.note("%d of %d documents are as in the gold" % (right, len(golds)))
    tap.ok(right == len(golds) == 2400,
           "blocks, notes and anchors of all 2,400 documents are as in the gold",
           "\n".join(wrong))
    tap.ok(not lost, "the edition is served without loss", "\n".join(lost))
    tap.ok(not unlike, "the export says what the lists say", unlike[:10])
    reached = print_table(tap, kinds)
    tap.ok(reached >= FLOOR, "%g %% of all kinds fit the gold" % (100 * FLOOR))
    for kind, floor in FLOORS.items():
        row = kinds.get(kind, collections.Counter())
        good, every = sum(row[fit] for fit in FITS[kind]), sum(row.values())
        tap.ok(every and good >= floor * every,
               "%g %% of the blocks of kind %s are known as such" % (100 * floor, kind),
               "%d of %d" % (good, every))


def gather(corpus, name, folder):
    """Copies the texts of a folder under names of their own; {document: file}."""
    files = {}
    for text in sorted(os.listdir(folder)):
        if text.endswith(".txt"):
            stem = "%s_%s" % (name, text[:-4])
            os.makedirs(os.path.join(corpus, name), exist_ok=True)
            path = os.path.join(corpus, name, stem + ".txt")
            shutil.copyfile(os.path.join(folder, text), path)
            files[stem.lower()] = path
    return files


def check_cases(tap):
    """The hard cases and all other samples, in one data set."""
    corpus, db = os.path.join(WORK, "cases"), os.path.join(WORK, "cases.db")
    shared = os.path.join(SHARED, "corpora")
    hard = os.path.join(shared, "hard")
    groups = {name: gather(corpus, name, os.path.join(hard, name))
              for name in sorted(os.listdir(hard)) if name != "gold"}
    groups["poi-samples"] = gather(corpus, "poi-samples",
                                   os.path.join(shared, "poi-samples"))
    reference = os.path.join(shared, "reference.txt")
    os.makedirs(os.path.join(corpus, "reference"))
    shutil.copy(reference, os.path.join(corpus, "reference"))
    groups["reference"] = {"reference": reference}
    done = run("load", corpus, "--db", db)
    count = sum(map(len, groups.values()))
    tap.ok(done.status == 0 and " 0 problems" in done.out and
           "loaded %d documents" % count in done.out,
           "hard cases, variants, samples and the reference load without a problem", done)
    with Server(db) as server:
        served = {}
        for name, files in groups.items():
            lost = []
            for document, path in files.items():
                served[document] = lists(server, document)
                lost += ["%s: %s" % (document, what)
                         for what in losses(read(path), *served[document])]
            tap.ok(not lost, "%s: %d texts are served without loss" % (name, len(files)),
                   "\n".join(lost))
        for name in sorted(os.listdir(os.path.join(hard, "gold"))):
            case = json.loads(read(os.path.join(hard, "gold", name)))
            if case["gold"] is not None:
                wrong = differences(case["gold"], *served["txt_" + name[:-5].lower()])
                tap.ok(not wrong, "hard case %s is read as its gold says" % name[:-5],
                       "\n".join(wrong))
        check_reference(tap, server)


def check_reference(tap, server):
    blocks, notes = lists(server, "reference")
    by = {block["id"]: block for block in blocks}
    tap.ok([b["id"] for b in blocks if b["number"]] == ["p4", "p11", "p12"],
           "the reference text has the paragraphs p4, p11 and p12",
           [b["id"] for b in blocks])
    tap.ok([(n["id"], n["label"]) for n in notes] == [("fn2", "2"), ("fn3", "3")],
           "its notes are labelled 2 and 3, and none 1")
    anchor = notes[0]["anchor"]
    text = by["p11"]["text"]
    tap.ok(anchor["paragraph"] == "p11" and text[:anchor["at"]].endswith(" Agreements") and
           text[anchor["at"]:].startswith(". Third"),
           "its note fn2 hangs in p11 right behind \"Agreements\"", anchor)
    hidden = [item["inferredMissing"] for item in
              server.items("/v1/documents/reference/omissions")]
    tap.ok(hidden == [{"from": 2, "to": 3}, {"from": 5, "to": 10}],
           "its omissions hide 2 to 3 and 5 to 10", hidden)
    opening = next(b for b in blocks if b["text"].startswith("I have the honour"))
    tap.ok(opening["inferredNumber"] == 1 and opening["number"] is None,
           "its opening paragraph is inferred to be number 1", opening)
    document = server.get("/v1/documents/reference").json
    tap.ok(document["classification"] == "CONFIDENTIAL" and
           blocks[0]["kind"] == "classification", "it is CONFIDENTIAL", document)


def main():
    if not SHARED:
        print("1..0 # SKIP ../shared is not here: the corpora are not tested")
        return
    tap = Tap()
    check_cases(tap)
    check_edition(tap)
    tap.end()


main()
