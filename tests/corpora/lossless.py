"""Without loss: what is served of a document, put together again, is its file.

Blank space aside (every run of White_Space is folded to one blank when it is served),
a file consists of its blocks, each with markers where its notes hang, and of the notes'
bodies. `losses` proves three things from the served JSON and the file, without the
grammar's help:

* the byte ranges of the blocks, in order, cover every byte of the file that is not
  White_Space, once each, and `source.text` is what stands there;
* each range is its block's label and text, with `[footnoteRef:N]` put in at the anchors
  of its notes, and between the pieces of it the bodies ` [N: text] ` of these notes, in
  their order, whole, and behind their markers;
* nothing is left over on either side.

So a letter that is lost, doubled, moved to another block or note, or a marker that is
moved over a letter, is a difference.
"""
import re

# Unicode's White_Space (PropList.txt); str.isspace() knows four more.
SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
SPACES = re.compile("[%s]+" % SPACE)
BOM = b"\xef\xbb\xbf"


def squeeze(text):
    """Without any White_Space."""
    return SPACES.sub("", text)


def marker(note):
    kind = "endnote" if note["kind"] == "endnote" else "footnote"
    return "[%sRef:%s]" % (kind, note["label"])


def marked(block, notes):
    """Label and text, with markers at the anchors; and where each marker ends."""
    pieces, ends, at, length = [squeeze(block["label"] or "")], [], 0, 0
    length = len(pieces[0])
    for note in notes:
        piece = squeeze(block["text"][at:note["anchor"]["at"]]) + marker(note)
        pieces.append(piece)
        length += len(piece)
        ends.append(length)
        at = note["anchor"]["at"]
    pieces.append(squeeze(block["text"][at:]))
    return "".join(pieces), ends


def fits(source, text, bodies):
    """Is `source` the `text` with all `bodies` let in, in order, none before its place?

    `bodies` are (string, place): a body may stand anywhere behind that place of the text.
    Tries the first place where a body stands, and a later one when the rest does not fit.
    """
    tried = []  # of each body let in: (where in source, where in text)
    at = done = 0
    start = 0  # where to look for the next body
    while True:
        if len(tried) == len(bodies):
            if source[at:] == text[done:]:
                return True
            hit = -1
        else:
            body, place = bodies[len(tried)]
            start = max(start, at + max(0, place - done))
            hit = source.find(body, start)
            if hit >= 0 and source[at:hit] != text[done:done + hit - at]:
                hit = -1  # further off it differs the more
        if hit >= 0:
            tried.append((at, done, hit))
            done += hit - at
            at = hit + len(body)
            start = at
        elif tried:
            at, done, hit = tried.pop()
            start = hit + 1
        else:
            return False


def group_losses(blocks, notes_of, orphans, source):
    """What differs in one element: a block and the comments that share its source."""
    text, bodies = "", []
    for block in blocks:
        notes = notes_of.get(block["id"], [])
        piece, ends = marked(block, notes)
        for note, end in zip(notes, ends):
            if "no-body" not in note.get("problems", ()):
                bodies.append(("[%s:%s]" % (note["label"], squeeze(note["text"])),
                               len(text) + end))
        text += piece
    given = squeeze(source)
    if fits(given, text, bodies):
        return None
    # A body that nobody waited for stands last.
    if orphans:
        note = orphans[0]
        body = "[%s:%s]" % (note["label"], squeeze(note["text"]))
        if given.endswith(body) and fits(given[:-len(body)], text, bodies):
            orphans.pop(0)
            return None
    return "%s is not its source:\n  source  %s\n  text    %s\n  bodies  %s" % (
        blocks[0]["id"], ends_of(given), ends_of(text),
        ends_of(" ".join(body for body, _ in bodies)))


def ends_of(text):
    return text if len(text) <= 160 else text[:100] + " ... " + text[-55:]


def losses(content, blocks, notes):
    """What is wrong between a file's bytes and its served blocks and notes; a list."""
    wrong, notes_of, orphans = [], {}, []
    if [block["seq"] for block in blocks] != list(range(1, len(blocks) + 1)):
        return ["the blocks are not numbered 1 to %d" % len(blocks)]
    if [note["ordinal"] for note in notes] != list(range(1, len(notes) + 1)):
        return ["the notes are not numbered 1 to %d" % len(notes)]
    for note in notes:
        if note["anchor"] is None:
            orphans.append(note)
        else:
            notes_of.setdefault(note["anchor"]["paragraph"], []).append(note)
    for block in blocks:
        refs = [(ref["footnote"], ref["at"]) for ref in block["footnoteRefs"]]
        there = [(note["id"], note["anchor"]["at"]) for note in
                 notes_of.get(block["id"], [])]
        if refs != there:
            wrong.append("%s refers to %s, and there are %s" % (block["id"], refs, there))
        if len(block["text"]) != block["length"]:
            wrong.append("%s is not as long as it says" % block["id"])
    stray = set(notes_of) - {block["id"] for block in blocks}
    if stray:
        wrong.append("notes hang on blocks that are not there: %s" % sorted(stray))
    at, group, end = len(BOM) if content.startswith(BOM) else 0, [], -1
    for block in [*blocks, None]:
        if block and block["source"]["byteStart"] < end:
            group.append(block)  # a comment, in the source of what it comes after
            if block["source"]["byteEnd"] > end:
                wrong.append("%s: its source leaves that of %s" % (block["id"],
                                                                   group[0]["id"]))
            continue
        if group:
            source = group[0]["source"]["text"]
            if source.encode() != content[group[0]["source"]["byteStart"]:end]:
                wrong.append("%s: source.text is not what stands there" % group[0]["id"])
            lost = group_losses(group, notes_of, orphans, source)
            if lost:
                wrong.append(lost)
        start = block["source"]["byteStart"] if block else len(content)
        between = squeeze(content[at:start].decode("utf-8", "replace"))
        if start < at or between:
            wrong.append("bytes %d to %d belong to no block: %s" % (at, start,
                                                                    ends_of(between)))
        if block:
            group, end = [block], block["source"]["byteEnd"]
            at = end
    if orphans:
        wrong.append("notes without a marker that stand nowhere: %s" %
                     [note["id"] for note in orphans])
    return wrong
