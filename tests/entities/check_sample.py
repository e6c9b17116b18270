"""The names of the sample edition as a daemon serves them, against those that a reader
marked in it (sample.tsv: document, block or note, type, surface, EDTF of a date; "?" before
a surface: finding it or not costs nothing)."""
import collections
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "load"))
from daemon import SAMPLE, WORK, Server, Tap, run  # noqa: E402

NAMES = ("person", "place", "organization")
PAPERS = ("treaty", "publication", "event")


def marked():
    marks = collections.defaultdict(list)
    with open(os.path.join(HERE, "sample.tsv"), encoding="utf-8") as lines:
        for line in lines:
            document, where, kind, surface, *rest = line.rstrip("\n").split("\t")
            marks[document, where].append((kind, surface.lstrip("?"), surface[0] == "?",
                                           rest[0] if rest else ""))
    return marks


def found_in(server):
    found = collections.defaultdict(list)
    lines = server.get("/v1/export.ndjson?kind=mentions").body.splitlines()
    for mention in map(json.loads, lines):
        found[mention["document"], mention.get("footnote") or mention.get("paragraph")].append(
            (mention["type"], mention["surface"], mention.get("edtf") or ""))
    return found


def score(marks, found, kinds):
    """(right, found, marked, what was wrong); dates are right with their EDTF."""
    right, made, wanted, wrong = 0, 0, 0, []
    for place in sorted(set(marks) | set(found)):
        left = [m for m in found[place] if m[0] in kinds]
        for kind, surface, optional, edtf in marks[place]:
            hits = [m for m in left if m[:2] == (kind, surface) and
                    (kind != "date" or optional or m[2] == edtf)]
            if hits:
                left.remove(hits[0])
            if kind in kinds and not optional:
                wanted += 1
                made += bool(hits)
                right += bool(hits)
                if not hits:
                    wrong.append(("missed", *place, kind, surface, edtf))
        spare = [surface for _, surface, optional, _ in marks[place] if optional]
        left = [m for m in left if not any(m[1] in s or s in m[1] for s in spare)]
        made += len(left)
        wrong += [("false", *place, *m) for m in left]
    return right, made, wanted, wrong


def main():
    tap = Tap()
    db = os.path.join(WORK, "names.db")
    run("load", "--quiet", SAMPLE, "--db", db)
    marks = marked()
    with Server(db) as server:
        found = found_in(server)
    for title, kinds, least in (("persons_places_bodies", NAMES, 0.88),
                                ("treaties_papers_events", PAPERS, 0.75),
                                ("dates_with_their_edtf", ("date",), 0.95)):
        right, made, wanted, wrong = score(marks, found, kinds)
        f1 = 2 * right / (made + wanted) if made + wanted else 0
        if "--errors" in sys.argv:
            print(f"# {title}: F1 {100 * f1:.1f} of {wanted}", *wrong, sep="\n#   ")
        tap.ok(f1 >= least, f"{title}_of_the_sample_are_{100 * least:.0f}_or_more",
                  f"{100 * f1:.1f} {wrong}")
    tap.end()


main()
