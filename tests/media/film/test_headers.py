"""Parameter sets of several encoders in one record."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from reklamai.media.film.colours import picture_of
from reklamai.media.film.facts import tracks_of
from reklamai.media.film.headers import free_id, is_complete, merged, parsed, picture_id, sequence_id
from reklamai.media.i420 import encoded
from tests.media.film.clips import clip


def header(path: Path, number: int, more: str = "") -> bytes:
    coded = f"-c:v libx264 -preset ultrafast -pix_fmt yuv420p -x264-params sps-id={number}{more}"
    track = tracks_of(clip(path, frames=1, coded=coded))[0]
    assert track is not None
    return track.header


def test_a_record_tells_the_ids_that_its_encoder_was_given(tmp_path: Path) -> None:
    for number in (0, 1, 5, 31):
        head = parsed(header(tmp_path / f"{number}.mp4", number))
        assert head is not None
        assert [sequence_id(each) for each in head.sequences] == [number]
        assert [picture_id(each) for each in head.pictures] == [number]


def test_records_with_ids_of_their_own_go_together(tmp_path: Path) -> None:
    one, other = header(tmp_path / "a.mp4", 0), header(tmp_path / "b.mp4", 3, ":cabac=0:ref=3")

    both = merged([one, other, one])

    head, first, second = parsed(both or b""), parsed(one), parsed(other)
    assert head is not None
    assert first is not None
    assert second is not None
    assert head.sequences == (*first.sequences, *second.sequences)
    assert head.pictures == (*first.pictures, *second.pictures)
    assert head.level == max(first.level, second.level)
    assert free_id([both or b""]) == 1


def test_records_that_call_different_sets_the_same_do_not(tmp_path: Path) -> None:
    one, other = header(tmp_path / "a.mp4", 0), header(tmp_path / "b.mp4", 0, ":ref=4")

    assert one != other
    assert merged([one, other]) is None
    assert merged([one, one]) == one


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    fine = header(tmp_path / "a.mp4", 0)

    assert parsed(b"") is None
    assert parsed(b"\x00\x00\x00\x01\x67\x64\x00") is None
    assert [parsed(fine[:cut]) for cut in range(7, 20)] == [None] * 13
    assert merged([b"junk", fine]) is None


def test_sets_inside_packets_have_to_be_in_the_record(tmp_path: Path) -> None:
    fine = header(tmp_path / "a.mp4", 0)
    head = parsed(fine)
    assert head is not None
    unit = head.sequences[0]
    foreign = unit[:-1] + bytes([unit[-1] ^ 0x10])
    slice_unit = b"\x00\x00\x00\x04\x65\x88\x84\x00"

    def packet(each: bytes) -> bytes:
        return len(each).to_bytes(4, "big") + each + slice_unit

    assert is_complete(fine, [packet(unit), slice_unit])
    assert not is_complete(fine, [slice_unit, packet(foreign)])
    assert not is_complete(b"", [])


def test_a_picture_comes_back_from_its_frame() -> None:
    ramp = np.linspace(0, 255, 64, dtype=np.uint8)
    picture = np.dstack([np.tile(ramp, (48, 1)), np.tile(ramp[::-1], (48, 1)), np.full((48, 64), 90, np.uint8)])
    frame = np.empty((72, 64), np.uint8)

    encoded(picture, frame)

    assert np.abs(picture_of(frame).astype(int) - picture).mean() < 2.5
