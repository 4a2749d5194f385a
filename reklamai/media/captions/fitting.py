"""Captions cut once more so that their lines fit a picture in a style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from reklamai.media.captions.cues import cues
from reklamai.media.captions.lettering import Font
from reklamai.media.captions.looks import Look, characters, em_of, safe_area
from reklamai.media.captions.model import Cue, Said, Size, Word

MOST_WORDS: Final = 3
"""Of big words at a time."""
LONGEST: Final = 30
"""Characters of a word that is made smaller rather than cut: the longest in Russian advertising are about 25."""


def fitted(found: Iterable[Cue], look: Look, *, size: tuple[int, int], scale: Size, face: Font) -> tuple[Cue, ...]:
    """The same words at the same times, in rows that fit; a caption that is too long becomes several."""
    width = safe_area(size).width / em_of(look, size, scale) - 2 * look.beside

    def fits(line: str) -> bool:
        return len(line) <= look.characters and face.width(line) <= width

    made: list[Cue] = []
    for cue in found:
        drawn = drawable(cue, face)
        if not drawn.rows:
            continue
        if len(drawn.rows) <= look.rows and all(fits(line) for line in drawn.lines):
            made.append(drawn)
        else:
            made += parted(drawn, look, most=characters(look, size, scale))
    return tuple(made)


def drawable(cue: Cue, face: Font) -> Cue:
    rows = tuple(tuple(word._replace(text=face.drawn(word.text)) for word in row) for row in cue.rows)
    rows = tuple(tuple(word for word in row if word.text) for row in rows)
    return replace(cue, rows=tuple(row for row in rows if row))


def parted(cue: Cue, look: Look, *, most: int) -> Sequence[Cue]:
    """A caption in several, each as long in sight as its words are heard; nothing is dark between them."""
    words = cue.words
    said = Said(" ".join(word.text for word in words), cue.from_s, cue.to_s, words, cue.speaker)
    pieces = cues([said], width=most, rows=look.rows, longest=max(most, LONGEST), until=cue.to_s)
    if look.rows == 1:
        pieces = tuple(few for piece in pieces for few in few_words(piece))
    begins = [cue.from_s, *(piece.from_s for piece in pieces[1:]), cue.to_s]
    return [
        replace(piece, from_s=one, to_s=other) for piece, (one, other) in zip(pieces, pairwise(begins), strict=True)
    ]


def few_words(cue: Cue) -> list[Cue]:
    """One row in several of at most three words."""
    words: tuple[Word, ...] = cue.words
    count = -(-len(words) // MOST_WORDS)
    edges = [round(len(words) * part / count) for part in range(count + 1)]
    return [
        replace(cue, from_s=words[one].from_s if one else cue.from_s, rows=(words[one:other],))
        for one, other in pairwise(edges)
    ]
