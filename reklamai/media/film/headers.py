"""What stands before an H.264 stream in an MP4: parameter sets of several encoders in one record.

Source: ISO/IEC 14496-15, 5.3.3.1 (AVCDecoderConfigurationRecord).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FIXED = 6
"""Bytes before the first parameter set: version, profile, what it is compatible with, level, length size, count."""
MOST_IDS = 32
PARAMETER_UNITS, PICTURE_UNITS = (7, 8), (1, 2, 5)
"""Types of units: parameter sets of sequences and pictures, and slices of pictures. Source: ITU-T H.264, table 7-1."""


@dataclass(frozen=True, slots=True)
class Header:
    """The record, taken apart."""

    profile: int
    compatible: int
    level: int
    length_bytes: int
    sequences: tuple[bytes, ...]
    pictures: tuple[bytes, ...]
    rest: bytes
    """Bit depths, of profiles from High on."""


def parsed(record: bytes) -> Header | None:
    """The record taken apart; None if it is none, or cut off."""
    if len(record) <= FIXED or record[0] != 1:
        return None
    try:
        place, sequences = _sets(record, FIXED, record[5] & 31)
        place, pictures = _sets(record, place + 1, record[place])
    except IndexError:
        return None
    return Header(record[1], record[2], record[3], record[4] & 3, sequences, pictures, record[place:])


def merged(records: list[bytes]) -> bytes | None:
    """One record for streams that follow one another; None if they cannot be told apart by their ids.

    Equal parameter sets are kept once. Streams of two encoders that both call theirs 0 do not go together.
    """
    heads = [parsed(record) for record in dict.fromkeys(records)]
    first = heads[0]
    if first is None or any(head is None or head.length_bytes != first.length_bytes for head in heads):
        return None
    if len(heads) == 1:
        return records[0]
    known = [head for head in heads if head is not None]
    sequences = tuple(dict.fromkeys(each for head in known for each in head.sequences))
    pictures = tuple(dict.fromkeys(each for head in known for each in head.pictures))
    if len({sequence_id(each) for each in sequences}) < len(sequences):
        return None
    if len({picture_id(each) for each in pictures}) < len(pictures):
        return None
    most = max(known, key=lambda head: head.profile)
    compatible = known[0].compatible
    for head in known:
        compatible &= head.compatible
    level = max(head.level for head in known)
    fixed = bytes([1, most.profile, compatible, level, 0xFC | first.length_bytes, 0xE0 | len(sequences)])
    return fixed + _listed(sequences) + bytes([len(pictures)]) + _listed(pictures) + most.rest


def free_id(records: list[bytes]) -> int:
    """An id that none of these records' parameter sets has. Raises StopIteration if all 32 are taken."""
    heads = [head for record in records if (head := parsed(record)) is not None]
    taken = {sequence_id(each) for head in heads for each in head.sequences}
    taken |= {picture_id(each) for head in heads for each in head.pictures}
    return next(number for number in range(MOST_IDS) if number not in taken)


def is_complete(record: bytes, packets: Iterable[bytes]) -> bool:
    """Whether the record holds every parameter set that comes inside these packets too.

    One that is there alone would go on being taken for its id in the clips that follow.
    """
    head = parsed(record)
    if head is None:
        return False
    known = {*head.sequences, *head.pictures}
    return all(unit in known for packet in packets for unit in _inside(packet, head.length_bytes + 1))


def _inside(packet: bytes, length_bytes: int) -> Iterator[bytes]:
    """The parameter sets in a packet; they come before the picture."""
    place = 0
    while place + length_bytes < len(packet):
        size = int.from_bytes(packet[place : place + length_bytes], "big")
        place += length_bytes
        kind = packet[place] & 31
        if kind in PICTURE_UNITS:
            return
        if kind in PARAMETER_UNITS:
            yield packet[place : place + size]
        place += size


def sequence_id(unit: bytes) -> int:
    # its type, profile, compatibility and level stand before it
    return _number(unit[4:])


def picture_id(unit: bytes) -> int:
    return _number(unit[1:])


def _number(data: bytes) -> int:
    """The Exp-Golomb number at the beginning. Source: ITU-T H.264, 9.1."""
    bits = "".join(f"{byte:08b}" for byte in data[:8])
    zeros = len(bits) - len(bits.lstrip("0"))
    return int(bits[zeros : 2 * zeros + 1] or "1", 2) - 1


def _sets(record: bytes, place: int, count: int) -> tuple[int, tuple[bytes, ...]]:
    found = []
    for _ in range(count):
        size = record[place] << 8 | record[place + 1]
        place += 2
        if place + size > len(record):
            raise IndexError
        found.append(record[place : place + size])
        place += size
    return place, tuple(found)


def _listed(sets: tuple[bytes, ...]) -> bytes:
    def each() -> Iterator[bytes]:
        for unit in sets:
            yield len(unit).to_bytes(2, "big") + unit

    return b"".join(each())
