#!/usr/bin/env python3
"""The sample edition is served without loss; and loss, where it happens, is seen."""
import copy
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "load"))
from daemon import SAMPLE, WORK, Server, Tap, quote, read, run
from lossless import losses


def served(server, document):
    path = "/v1/documents/" + quote(document)
    return (list(server.items(path + "/paragraphs?limit=200&include=source")),
            list(server.items(path + "/footnotes?limit=200")))


def lose_word(blocks, notes):
    block = max(blocks, key=lambda block: block["length"])
    words = block["text"].split(" ")
    words[-2] = "x" * len(words[-2])
    block["text"] = " ".join(words)


def lose_block(blocks, notes):
    del blocks[3]
    for seq, block in enumerate(blocks):
        block["seq"] = seq + 1


def double_block(blocks, notes):
    blocks.insert(3, copy.deepcopy(blocks[3]))
    for seq, block in enumerate(blocks):
        block["seq"] = seq + 1


def swap_texts(blocks, notes):
    blocks[2]["text"], blocks[3]["text"] = blocks[3]["text"], blocks[2]["text"]
    blocks[2]["length"], blocks[3]["length"] = blocks[3]["length"], blocks[2]["length"]


def swap_notes(blocks, notes):
    notes[0]["text"], notes[1]["text"] = notes[1]["text"], notes[0]["text"]


def cut_note(blocks, notes):
    notes[0]["text"] = notes[0]["text"][:-1]


def move_anchor(blocks, notes):
    anchor = notes[0]["anchor"]
    block = next(b for b in blocks if b["id"] == anchor["paragraph"])
    anchor["at"] -= 2
    block["footnoteRefs"][0]["at"] -= 2


DAMAGE = [(lose_word, "a word that is lost"), (lose_block, "a block that is lost"),
          (double_block, "a block that is doubled"),
          (swap_texts, "two texts that changed places"),
          (swap_notes, "two notes that changed places"),
          (cut_note, "a note that lost its last letter"),
          (move_anchor, "a marker that moved by two letters")]


def main():
    tap = Tap()
    db = os.path.join(WORK, "sample.db")
    done = run("load", SAMPLE, "--db", db)
    tap.ok(done.status == 0 and " 0 problems" in done.out,
           "the sample edition loads without a problem", done)
    with Server(db) as server:
        documents = list(server.items("/v1/documents?limit=200"))
        files = {}
        for folder, _, names in os.walk(SAMPLE):
            for name in names:
                if name.endswith(".txt"):
                    files[name[:-4]] = os.path.join(folder, name)
        tap.ok(sorted(files) == sorted(d["id"] for d in documents),
               "every text of it is a document", [d["id"] for d in documents])
        wrong, example = [], None
        for document in documents:
            content = read(files[document["id"]])
            blocks, notes = served(server, document["id"])
            wrong += ["%s: %s" % (document["id"], what)
                      for what in losses(content, blocks, notes)]
            if len(notes) >= 2 and len(blocks) >= 5:
                example = example or (content, blocks, notes)
        tap.ok(not wrong, "the sample edition is served without loss", "\n".join(wrong))
    for damage, what in DAMAGE:
        content, blocks, notes = copy.deepcopy(example)
        damage(blocks, notes)
        tap.ok(losses(content, blocks, notes), "the proof of no loss sees %s" % what)
    tap.end()


main()
