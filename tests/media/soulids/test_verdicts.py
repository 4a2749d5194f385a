"""What a photo is worth, why, and what would help."""

from dataclasses import replace

import pytest

from soulids.media.verdicts import ADVICE, REFUSING, Verdict, faults, judgement
from tests.media.soulids.people import LIT


def found(*, face_px=400, sharp=1000.0, lit=LIT, yaw=0.0, coloured=True):
    return faults(face_px=face_px, sharp=sharp, lit=lit, yaw=yaw, coloured=coloured)


def test_a_good_face_has_no_fault() -> None:
    assert found() == ()
    assert judgement(found()).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"face_px": 55}, "face_too_small"),
        ({"face_px": 111}, "face_small"),
        ({"sharp": 119.0}, "blurred"),
        ({"sharp": 239.0}, "soft"),
        ({"lit": replace(LIT, high=0.17)}, "too_dark"),
        ({"lit": replace(LIT, high=0.32)}, "dark"),
        ({"lit": replace(LIT, clipped=0.36)}, "too_bright"),
        ({"lit": replace(LIT, clipped=0.13)}, "bright"),
        ({"lit": replace(LIT, uneven=0.7)}, "uneven_light"),
        ({"yaw": -45.0}, "turned_far"),
        ({"yaw": 45.0}, "turned_far"),
        ({"coloured": False}, "no_colour"),
    ],
)
def test_each_fault_is_told_once_by_its_own_name(changes, reason: str) -> None:
    said = judgement(found(**changes))

    assert said.reasons == (reason,) and said.advice == (ADVICE[reason],)
    assert said.verdict is (Verdict.REFUSED if reason in REFUSING else Verdict.WEAK)


@pytest.mark.parametrize(
    "changes",
    [
        {"face_px": 112}, {"sharp": 240.0}, {"yaw": 40.0}, {"lit": replace(LIT, high=0.33)},
        {"lit": replace(LIT, clipped=0.12)}, {"lit": replace(LIT, uneven=0.6)},
    ],
)  # fmt: skip
def test_a_value_at_its_limit_is_good(changes) -> None:
    assert found(**changes) == ()


def test_the_gravest_reason_comes_first_and_decides() -> None:
    said = judgement(("dark", "no_colour", "blurred"))

    assert said.verdict is Verdict.REFUSED
    assert said.reasons == ("blurred", "dark", "no_colour")
    assert said.advice[0] == "hold_still"


def test_the_same_advice_is_given_once() -> None:
    assert judgement(("no_face", "face_unclear")).advice == ("show_the_face",)


def test_many_small_faults_together_are_only_weak() -> None:
    said = judgement(found(face_px=100, sharp=200.0, lit=replace(LIT, uneven=0.7), yaw=41))

    assert said.verdict is Verdict.WEAK and len(said.reasons) == 4


def test_every_reason_that_refuses_has_an_advice() -> None:
    assert set(ADVICE) >= REFUSING


def test_a_reason_nobody_knows_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        judgement(("ugly",))
