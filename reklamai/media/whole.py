"""Whether a file is all there, and nowhere else, as its own container states. Decodes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from reklamai.media.sniff import MP3, OGG, WAV, WEBM, FileType

UNKNOWN_RIFF = frozenset({0, 0xFFFFFFFF})
"""Sizes that a recorder writes while it does not know the end."""
MOST_BOXES = 10_000
DATA_REFERENCES = (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref")
SEGMENT = 0x18538067
OGG_TAIL = 65_307
"""The longest an Ogg page can be."""
TOLERANCE = 0.99
"""Share of the stated bytes of an MP3 that must be there: taggers cut its tail and leave the count as it was."""


def is_cut_off(path: Path, found: FileType) -> bool:
    """Whether the file ends before its container says so. False where the container does not say."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if found.demuxer == "mov":
            return boxes_end_beyond(file, size)
        if found is WAV:
            return riff_ends_beyond(file, size)
        if found is WEBM:
            return segment_ends_beyond(file, size)
        if found is OGG:
            return page_ends_beyond(file, size)
        return found is MP3 and frames_end_beyond(file, size)


def boxes_end_beyond(file: IO[bytes], size: int) -> bool:
    """MP4, MOV, M4A, AVIF: the top boxes in their order."""
    at = 0
    for _ in range(MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8 or not head[4:8].isalnum():  # bytes behind the last box, as some cameras leave
            return False
        length = int.from_bytes(head[:4], "big")
        if length == 0:  # to the end of the file, whatever that is
            return False
        at += int.from_bytes(head[8:16], "big") if length == 1 else max(8, length)
        if at >= size:
            return at > size
    return True


def refers_outside(path: Path, found: FileType) -> bool:
    """Whether a MOV or MP4 says that its samples lie in another file, on this machine or elsewhere."""
    if found.demuxer != "mov":
        return False
    with path.open("rb") as file:
        spans = [(0, path.stat().st_size)]
        for kind in DATA_REFERENCES:
            spans = [inner for span in spans for inner in boxes(file, span, kind)]
        return any(
            not is_self_contained(file, entry) for span in spans for entry in boxes(file, (span[0] + 8, span[1]))
        )


def boxes(file: IO[bytes], span: tuple[int, int], wanted: bytes = b"") -> Iterator[tuple[int, int]]:
    """(first, last + 1) of what is inside the boxes of a kind, or of all."""
    at, end = span
    for _ in range(MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        inside = at + (16 if length == 1 else 8)
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if at + 8 > end or at + length < inside:
            return
        if not wanted or head[4:8] == wanted:
            yield inside, min(end, at + length)
        at += length


def is_self_contained(file: IO[bytes], entry: tuple[int, int]) -> bool:
    file.seek(entry[0])
    return bool(int.from_bytes(file.read(4), "big") & 1)


def riff_ends_beyond(file: IO[bytes], size: int) -> bool:
    file.seek(4)
    stated = int.from_bytes(file.read(4), "little")
    return stated not in UNKNOWN_RIFF and stated + 8 > size + 1


def segment_ends_beyond(file: IO[bytes], size: int) -> bool:
    """WebM: the EBML header, then the segment that holds all the rest; a live recording states no size."""
    head = file.read(4 + 8 + 64)
    length, width = number(head, 4)
    at = 4 + width + length
    if head[at : at + 4] != SEGMENT.to_bytes(4, "big"):
        return False
    stated, width = number(head, at + 4)
    unknown = stated == (1 << (7 * width)) - 1
    return not unknown and at + 4 + width + stated > size


def number(head: bytes, at: int) -> tuple[int, int]:
    """An EBML number of 1 to 8 bytes, without the bit that tells its width; and the width."""
    first = head[at] if at < len(head) else 0
    width = 9 - first.bit_length()
    if width > 8:
        return 0, 8
    value = int.from_bytes(head[at : at + width], "big")
    return value & ((1 << (7 * width)) - 1), width


def page_ends_beyond(file: IO[bytes], size: int) -> bool:
    """Ogg: the last page, whole by its own table of segments."""
    file.seek(max(0, size - OGG_TAIL))
    tail = file.read()
    at = tail.rfind(b"OggS")
    if at < 0 or at + 27 > len(tail):
        return True
    table = tail[at + 27 : at + 27 + tail[at + 26]]
    return len(table) < tail[at + 26] or at + 27 + len(table) + sum(table) > len(tail)


def frames_end_beyond(file: IO[bytes], size: int) -> bool:
    """MP3: the count of bytes in the Xing or Info header of its first frame, where an encoder wrote one."""
    head = file.read(10)
    start = 0
    if head[:3] == b"ID3" and len(head) == 10:
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        if start >= size:
            return True
    file.seek(start, os.SEEK_SET)
    frame = file.read(64)
    at = max(frame.find(b"Xing"), frame.find(b"Info"))
    if at < 0 or len(frame) < at + 16:
        return False
    flags = int.from_bytes(frame[at + 4 : at + 8], "big")
    if not flags & 2:
        return False
    place = at + 8 + (4 if flags & 1 else 0)
    return size - start < int.from_bytes(frame[place : place + 4], "big") * TOLERANCE
