#!/usr/bin/env python3
"""Loading, measured: with search and names, beside SQLite's FTS5 filled row by row.

    tests/bench/loading.py CHANCERYD CORPUS [ROUNDS]

CORPUS is a folder of volumes or frus-scale.tar.zst. In each round, one after the other: a
load without search and names, the default FTS5 loop over its texts, a load with search,
a load with search and names. A load that fills FTS5 takes what the first two take
together; the ratios are of that sum, and of the loop alone, to a load of ours: of the
time on the clock, and of the processor's.
"""
import os
import statistics
import subprocess
import sys
import tempfile

from search import load, plain_loop, sizes, unpacked

LOADS = (("with search", ("--without", "entities")), ("with search and names", ()))


def one_round(chanceryd, corpus, work):
    """(clock, processor) seconds of each, by name, and the sizes of texts and indexes."""
    db, loop = os.path.join(work, "load.db"), os.path.join(work, "loop.db")
    took = {"bare": load(chanceryd, corpus, db, "--without", "search,entities")}
    clock, cpu, text, index = plain_loop(db, loop)
    took["loop"] = clock, cpu
    os.unlink(loop)
    for name, words in LOADS:
        took[name] = load(chanceryd, corpus, db, *words)
    return took, text, index, sizes(db)


def spread(rounds, ratio):
    all_of = sorted(ratio(took) for took in rounds)
    return "%.2f [%.2f–%.2f]" % (statistics.median(all_of), all_of[0], all_of[-1])


def main():
    chanceryd, corpus = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with tempfile.TemporaryDirectory() as work:
        corpus = unpacked(corpus, work)
        rounds = []
        for _ in range(count):
            took, text, index, ours = one_round(chanceryd, corpus, work)
            rounds.append(took)
            print("<!-- %s -->" % ", ".join("%s %.1f s (%.1f s of processor)"
                                            % (name, *took[name]) for name in took),
                  flush=True)
    print("loading %.1f MB of text, %d rounds" % (text / 1e6, count))
    print("| speed ÷ | a load that fills FTS5 row by row | the FTS5 loop alone | "
          "the first, in processor time |")
    print("|---|---|---|---|")
    for name, _ in LOADS:
        print("| a load %s | %s | %s | %s |" % (
            name,
            spread(rounds, lambda r: (r["bare"][0] + r["loop"][0]) / r[name][0]),
            spread(rounds, lambda r: r["loop"][0] / r[name][0]),
            spread(rounds, lambda r: (r["bare"][1] + r["loop"][1]) / r[name][1])))
    print("a load without either: %.1f MB of text a second" % (
        text / 1e6 / statistics.median(r["bare"][0] for r in rounds)))
    postings, places, words = (size / text for size in ours)
    print("the index: %.2f × the text: postings %.2f, places of words %.2f, vocabulary and "
          "sizes %.2f; plain FTS5: %.2f" % (postings + places + words, postings, places,
                                           words, index / text))


main()
