"""Scores the recogniser on hand-marked texts: per type, exact and overlapping, in two halves.

Documents were set apart by a hash of their ids before any rule was tuned: the even half
("development") may be looked at, the odd one ("held out") is only counted.

    score.py MENTIONS SHARED [--development] [--errors [--lists]] [--people]
    # MENTIONS: the program tests/entities/mentions; --development: nothing of the other half
"""
import collections
import glob
import hashlib
import json
import os
import subprocess
import sys

TYPES = ["person", "place", "organization", "treaty", "publication", "event", "date"]
NAMES = ("person", "place", "organization")
PAPERS = ("treaty", "publication", "event")
HALVES = ("development", "held out")


def half(doc):
    return HALVES[int(hashlib.sha256(doc.encode()).hexdigest(), 16) % 2]


def recognise(program, lists, documents):
    """Mentions by document: a list of dicts, `where` and `index` as in the gold."""
    lines = "".join(json.dumps(d) + "\n" for d in documents)
    done = subprocess.run([program, *lists], input=lines.encode(), check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    places = {d["id"]: d["places"] for d in documents}
    found = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        mention = json.loads(line)
        mention["where"], mention["index"] = places[mention["doc"]][mention["block"]]
        found[mention["doc"]].append(mention)
    return found


KINDS = {"title": "title", "dateline": "dateline", "signature": "signature",
         "classification": "classification", "omission": "omission"}


def document_of(record, date=None, collection=None):
    blocks, places = [], []
    for index, paragraph in enumerate(record["paragraphs"]):
        plain = isinstance(paragraph, str)
        kind = "paragraph" if plain else KINDS.get(paragraph["kind"], "paragraph")
        blocks.append([kind, paragraph if plain else paragraph["text"], False])
        places.append(("paragraph", index))
    for index, note in enumerate(record["footnotes"]):
        blocks.append(["paragraph", note if isinstance(note, str) else note["text"], True])
        places.append(("footnote", index))
    return {"id": record.get("id") or record["doc"], "date": date, "collection": collection,
            "blocks": blocks, "places": places}


def same_type(gold, found):
    """A pact that is also a body counts right as either."""
    if gold["type"] == found["type"]:
        return True
    both = {gold["type"], found["type"]} == {"treaty", "organization"}
    return both and any(word in gold["surface"] for word in ("Pact", "GATT"))


def span(mention):
    return mention["where"], mention["index"], mention["start"], mention["end"]


def overlap(a, b):
    return a["where"] == b["where"] and a["index"] == b["index"] and \
        a["start"] < b["end"] and b["start"] < a["end"]


class Score:
    def __init__(self):
        self.right, self.found, self.gold = (collections.Counter() for _ in range(3))

    def line(self, types):
        right, found, gold = (sum(c[t] for t in types) for c in (self.right, self.found, self.gold))
        precision, recall = right / found if found else 0, right / gold if gold else 0
        f1 = 2 * precision * recall / (precision + recall) if right else 0
        return precision, recall, f1, gold


def count(gold, found, exact, score, errors):
    """One document. Missing or finding what is optional costs nothing."""
    taken = set()
    found = [dict(m) for m in found]
    for mark in gold:  # with or without volume and year
        for m in found:
            if mark["type"] == m["type"] == "publication" and overlap(mark, m) and \
                    m["surface"].startswith("Foreign Relations") and mark["start"] == m["start"]:
                gold = [g if g is mark or not (g["type"] == "date" and overlap(g, m))
                        else {**g, "optional": True} for g in gold]
                m["end"] = mark["end"]
    for mark in gold:
        hits = [i for i, m in enumerate(found) if i not in taken and same_type(mark, m) and
                (span(mark) == span(m) if exact else overlap(mark, m))]
        if hits:
            taken.add(hits[0])
            if not mark.get("optional"):
                score.right[mark["type"]] += 1
                score.gold[mark["type"]] += 1
                score.found[mark["type"]] += 1
        elif not mark.get("optional"):
            score.gold[mark["type"]] += 1
            errors.append(("missed", mark))
    for i, mention in enumerate(found):
        if i in taken:
            continue
        if any(mark.get("optional") and overlap(mark, mention) for mark in gold):
            continue
        score.found[mention["type"]] += 1
        errors.append(("false", mention))


def table(title, scores):
    print(f"{title:24}        exact  P     R     F1      overlapping P     R     F1     marked")
    for name, types in [(t, [t]) for t in TYPES] + [("person+place+org", NAMES),
                                                    ("treaty+publ+event", PAPERS)]:
        exact, loose = scores[0].line(types), scores[1].line(types)
        print(f"  {name:24}" + "".join(f"{100 * v:7.1f}" for v in exact[:3]) + "       " +
              "".join(f"{100 * v:7.1f}" for v in loose[:3]) + f"{exact[3]:9}")


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gold_texts(shared, wanted):
    with open(f"{shared}/corpora/frus/gold.jsonl", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if wanted is None or record["id"] in wanted:
                yield record


def sidecar(shared, doc):
    collection = doc.rsplit("_", 1)[0]
    try:
        with open(f"{shared}/corpora/frus/edition/{collection}/{doc}.json", encoding="utf-8") as file:
            return collection, json.load(file).get("date")
    except OSError:
        return collection, None


def volume_lists(shared):
    return sorted(glob.glob(f"{shared}/corpora/frus/edition/*/authority.json"))


def frus_marked(program, shared, with_collections):
    gold = collections.defaultdict(list)
    for mark in read_lines(f"{shared}/corpora/entities/frus.jsonl"):
        gold[mark["doc"]].append(mark)
    documents, texts = [], {}
    for record in gold_texts(shared, gold):
        collection, date = sidecar(shared, record["id"])
        documents.append(document_of(record, date, collection))
        texts[record["id"]] = record
    found = recognise(program, volume_lists(shared) if with_collections else [], documents)
    result = {h: (Score(), Score()) for h in HALVES}
    errors = []
    for doc, marks in gold.items():
        own = []
        count(marks, found[doc], True, result[half(doc)][0], own)
        count(marks, found[doc], False, result[half(doc)][1], [])
        errors += [(kind, doc, m) for kind, m in own if half(doc) == HALVES[0]]
    dates = [m for doc in gold for m in found[doc] if m["type"] == "date"]
    return result, errors, texts, sum(1 for m in dates if m.get("edtf")) / max(1, len(dates))


def reference(program, shared):
    with open(f"{shared}/corpora/entities/reference-text.json", encoding="utf-8") as file:
        record = json.load(file)
    marks = read_lines(f"{shared}/corpora/entities/reference.jsonl")
    document = document_of(record, "1953")
    found = recognise(program, [], [document])[document["id"]]
    score, errors = Score(), []
    count(marks, found, True, score, errors)
    return score, errors, found


def people(program, shared):
    """The names that the edition's editors marked: found, and linked to the editors' record."""
    documents, marks = [], {}
    for record in gold_texts(shared, None):
        own = [e for e in record["entities"] if e.get("type") == "person" or "ref" in e]
        if not own:
            continue
        collection, date = sidecar(shared, record["id"])
        documents.append(document_of(record, date, collection))
        marks[record["id"]] = own
    known = {}
    for path in volume_lists(shared):
        with open(path, encoding="utf-8") as file:
            listed = json.load(file)
        known[listed["collection"]] = {
            f"{listed['authority']}.{e['id']}" for e in listed["entities"]}
    found = recognise(program, volume_lists(shared), documents)
    return marks, known, found, {d["id"]: d for d in documents}


def count_people(marks, known, found):
    """(found, marked), and of links: (right, made, linkable), by half."""
    result = {h: collections.Counter() for h in HALVES}
    errors = []
    for doc, own in marks.items():
        score, collection = result[half(doc)], doc.rsplit("_", 1)[0]
        at = collections.defaultdict(list)
        for mention in found[doc]:
            at[mention["where"], mention["index"]].append(mention)
        for mark in own:
            if mark["type"] != "person":
                continue
            near = [m for m in at[mark["where"], mark["index"]]
                    if m["type"] == "person" and overlap(mark, m)]
            score["marked"] += 1
            score["found"] += bool(near)
            ref = f"{collection}.{mark.get('ref')}"
            linkable = ref in known.get(collection, ())
            score["linkable"] += linkable
            link = near[0].get("entity") if near else None
            if link and linkable:
                score["made"] += 1
                right = ref in [link, *near[0].get("also", ())]
                score["right"] += right
            if half(doc) == HALVES[0] and linkable and \
                    (not link or ref not in [link, *near[0].get("also", ())]):
                errors.append(("wrong" if link else "unlinked" if near else "missed", doc, mark, near))
    return result, errors


def ratio(part, whole):
    return 100 * part / whole if whole else 0


def context(record, mention):
    texts = record["paragraphs" if mention["where"] == "paragraph" else "footnotes"]
    text = texts[mention["index"]]
    text = text if isinstance(text, str) else text["text"]
    return f"{text[max(0, mention['start'] - 50):mention['start']]}<" \
           f"{text[mention['start']:mention['end']]}>{text[mention['end']:mention['end'] + 40]}"


def main():
    program, shared = sys.argv[1:3]
    show = "--errors" in sys.argv
    halves = HALVES[:1] if "--development" in sys.argv else HALVES
    for title, with_collections in (("our own list alone", False), ("with the volumes' lists", True)):
        result, errors, texts, normalised = frus_marked(program, shared, with_collections)
        for name in halves:
            table(f"{name}, {title}", result[name])
        print(f"  dates with EDTF: {100 * normalised:.1f}")
        if show and with_collections == ("--lists" in sys.argv):
            for kind, doc, mention in errors:
                print(f"{kind} {mention['type']} [{mention.get('method', '')}] {doc}: "
                      f"{context(texts[doc], mention)}")
    score, errors, _ = reference(program, shared)
    table("reference text", (score, score))
    for kind, mention in errors:
        print(f"  {kind} {mention['type']} {mention['surface']!r} {mention.get('method', '')}")
    marks, known, found, documents = people(program, shared)
    result, errors = count_people(marks, known, found)
    for name in halves:
        c = result[name]
        print(f"persons, {name}: found {ratio(c['found'], c['marked']):.1f} of {c['marked']}; links: "
              f"precision {ratio(c['right'], c['made']):.1f}, recall {ratio(c['right'], c['linkable']):.1f} "
              f"of {c['linkable']}")
    if "--people" in sys.argv:
        for kind, doc, mark, near in errors:
            print(kind, doc, json.dumps(mark["text"]), mark["ref"], mark.get("name"),
                  [(m["surface"], m.get("entity"), m["candidates"], m["method"]) for m in near])


if __name__ == "__main__":
    main()
