"""What the recogniser reaches on hand-marked texts; a little below, so that a rule that
hurts is seen. Both halves of each sample count, the one that was looked at while the
rules grew and the one that was not.

    TOOLS=build/asan/tests SHARED=../shared python3 tests/entities/check_entities.py
"""
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import score  # noqa: E402

NUMBER = 0


def check(name, good, said=""):
    global NUMBER
    NUMBER += 1
    print(f"{'ok' if good else 'not ok'} {NUMBER} - {name}")
    if not good:
        print(f"# {said}")


def at_least(name, value, least):
    check(f"{name}_is_{100 * least:.0f}_or_more", value >= least, f"{100 * value:.1f}")


def check_marked(program, shared, with_collections, title):
    result, _, _, normalised = score.frus_marked(program, shared, with_collections)
    for half in score.HALVES:
        exact = result[half][0]
        name = f"{title}_{half}".replace(" ", "_")
        at_least(f"persons_places_bodies_{name}", exact.line(score.NAMES)[2], 0.89)
        at_least(f"treaties_papers_events_{name}", exact.line(score.PAPERS)[2], 0.74)
        at_least(f"dates_{name}", exact.line(["date"])[2], 0.95)
    at_least(f"dates_with_edtf_{title}", normalised, 0.98)


def check_reference(program, shared):
    exact, errors, _ = score.reference(program, shared)
    missed = [mark["surface"] for kind, mark in errors if kind == "missed"]
    check("every_name_of_the_reference_text_is_found", not missed, repr(missed))
    at_least("precision_on_the_reference_text", exact.line(score.TYPES)[0], 0.95)


def check_people(program, shared):
    marks, known, found, _ = score.people(program, shared)
    result, _ = score.count_people(marks, known, found)
    for half, c in result.items():
        name = half.replace(" ", "_")
        at_least(f"persons_found_{name}", c["found"] / c["marked"], 0.94)
        at_least(f"precision_of_links_{name}", c["right"] / c["made"], 0.98)
        at_least(f"recall_of_links_{name}", c["right"] / c["linkable"], 0.86)


def main():
    shared, program = os.environ.get("SHARED"), os.environ["TOOLS"] + "/entities/mentions"
    if not shared or not os.path.exists(f"{shared}/corpora/entities/frus.jsonl"):
        print("1..0 # SKIP the hand-marked texts in ../shared are not there")
        return
    check_marked(program, shared, False, "by_our_list")
    check_marked(program, shared, True, "by_the_volumes_lists")
    check_reference(program, shared)
    check_people(program, shared)
    print(f"1..{NUMBER}")


if __name__ == "__main__":
    main()
