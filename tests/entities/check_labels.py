"""Every label and alias of every list is found where a text prints it as the list does:
alone, in a sentence, and in capitals.

A name in capitals is asked for only where it is no abbreviation and has a small letter.
What remains to be found is bounded here, so that a rule that loses names is seen.

    TOOLS=build/asan/tests SHARED=../shared python3 tests/entities/check_labels.py [--show]
"""
import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = os.path.join(HERE, "..", "..", "db", "authority")
LEAST = {"our_own_list": 0.98, "the_lists_of_the_volumes": 0.97}
NUMBER = 0


def check(name, good, said=""):
    global NUMBER
    NUMBER += 1
    print(f"{'ok' if good else 'not ok'} {NUMBER} - {name}")
    if not good:
        print(f"# {said}")


def is_name(name):
    """No single letter, no explanation ("series indicator for …"), no two meanings."""
    return len(name) > 1 and not name[:1].islower() and "; " not in name


def names_of(path):
    """(list, collection, record, name, year) of all names that stand by themselves."""
    with open(path, encoding="utf-8") as file:
        whole = json.load(file)
    prefix = "" if whole["authority"] == "chancery" else whole["authority"] + "."
    for record in whole["entities"]:
        for alias in [record["label"], *record.get("aliases", [])]:
            if isinstance(alias, dict):
                if alias.get("licensed"):
                    continue
                name, year = alias["name"], alias.get("from") or alias.get("to")
                year = year or record.get("from") or record.get("to")
            else:
                name, year = alias, record.get("to") or record.get("from")
            if not is_name(name):
                continue
            if record["type"] == "person" and year == record.get("from") and year:
                year = str(int(year[:4]) + 45)  # grown up
            yield prefix + record["id"], whole.get("collection"), record["type"], name, year


def texts_of(name):
    yield "alone", name, 0
    before = "It was said that "
    yield "in a sentence", f"{before}{name} was named there.", len(before)
    if name != name.upper():
        yield "in capitals", name.upper(), 0


def ask(program, lists, names):
    lines, wanted = [], {}
    for number, (record, collection, kind, name, year) in enumerate(names):
        for where, text, start in texts_of(name):
            key = f"{number}/{where}"
            wanted[key] = (where, record, kind, name, start)
            date = f"{year[:4]}-06-01" if year and year[:4].isdigit() else None
            lines.append(json.dumps({"id": key, "date": date, "collection": collection,
                                     "blocks": [["paragraph", text, False]]}))
    done = subprocess.run([program, *lists], input="\n".join(lines).encode() + b"\n",
                          check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found = {}
    for line in done.stdout.splitlines():
        mention = json.loads(line)
        found.setdefault(mention["doc"], []).append(mention)
    return wanted, found


def is_found(mentions, record, start, name):
    """Its whole span, but for a title or an article before it."""
    for mention in mentions:
        ids = [mention.get("entity"), *mention.get("also", []), *mention["candidates"]]
        if record in ids and abs(mention["end"] - start - len(name.rstrip(". "))) <= 1 \
                and mention["start"] - start < len(name) / 2 + 8:
            return True
    return False


def score(program, lists, names):
    wanted, found = ask(program, lists, names)
    missed, count = {}, {}
    for key, (where, record, _, name, start) in wanted.items():
        count[where] = count.get(where, 0) + 1
        if not is_found(found.get(key, []), record, start, name):
            missed.setdefault(where, []).append(
                (name, record, [(m["surface"], m.get("entity"), m["candidates"])
                                for m in found.get(key, [])]))
    return count, missed


def main():
    program = os.environ["TOOLS"] + "/entities/mentions"
    show = "--show" in sys.argv
    own = [name for path in sorted(glob.glob(OWN + "/*.json")) for name in names_of(path)]
    groups = [("our_own_list", [], own)]
    shared = os.environ.get("SHARED")
    volumes = sorted(glob.glob(f"{shared}/corpora/frus/edition/*/authority.json"))
    if shared and volumes:
        groups.append(("the_lists_of_the_volumes", volumes,
                       [name for path in volumes for name in names_of(path)]))
    for title, lists, names in groups:
        count, missed = score(program, lists, names)
        for where in count:
            lost = missed.get(where, [])
            share = 1 - len(lost) / count[where]
            check(f"names_of_{title}_are_found_{where.replace(' ', '_')}",
                  share >= LEAST[title], f"{share:.4f}: {lost[:5]}")
            if show:
                print(f"# {title} {where}: {share:.4f} of {count[where]}")
                for one in lost:
                    print("#  ", *one)
    if len(groups) == 1:
        print("# SKIP the volumes' lists in ../shared are not there")
    print(f"1..{NUMBER}")


if __name__ == "__main__":
    main()
