"""Camera words: moves, framing, angle and focus."""

from __future__ import annotations

from reklamai.media.words.layout import Layout
from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Angle, Framing, Move, Side

TURNED = {
    ("pan", Side.LEFT): Move.PAN_LEFT, ("pan", Side.RIGHT): Move.PAN_RIGHT,
    ("pan", Side.TOP): Move.TILT_UP, ("pan", Side.BOTTOM): Move.TILT_DOWN,
    ("tilt", Side.TOP): Move.TILT_UP, ("tilt", Side.BOTTOM): Move.TILT_DOWN,
    ("truck", Side.LEFT): Move.TRUCK_LEFT, ("truck", Side.RIGHT): Move.TRUCK_RIGHT,
    ("truck", Side.TOP): Move.PEDESTAL_UP, ("truck", Side.BOTTOM): Move.PEDESTAL_DOWN,
    ("orbit", Side.LEFT): Move.ORBIT_LEFT, ("orbit", Side.RIGHT): Move.ORBIT_RIGHT,
    ("whip", Side.LEFT): Move.WHIP_LEFT, ("whip", Side.RIGHT): Move.WHIP_RIGHT,
    ("pedestal", Side.TOP): Move.PEDESTAL_UP, ("pedestal", Side.BOTTOM): Move.PEDESTAL_DOWN,
}  # fmt: skip
"""A family of moves and the side that words give it."""
DRONES = frozenset({"drone", "~дрон", "~квадрокоптер"})
GOING = frozenset({"walking", "running"})
"""What a camera does as well as people: «камера уходит вверх»."""


def settle_camera_verbs(text: Text) -> None:
    """Drop verbs such as "rises" that are not said of a camera; keep a panorama that goes somewhere."""
    for match in text.active("thing"):
        following = next(text.ahead(match.last), -1)
        if text.tokens[match.first].forms.keys & DRONES and text.kind_at(following) in {"camera_verb", "filler"}:
            match.facts = (("camera_noun", "camera"),)
    cameras = text.active("camera_noun", "camera")
    for match in text.active("pose"):
        if match.value in GOING and text.kind_at(match.first - 1) == "camera_noun":
            match.facts = (("camera_verb", "truck_right"),)
    for match in text.active("camera_verb"):
        filmed = any(_is_subject(text, noun, match) for noun in cameras)
        following = next(text.ahead(match.last), -1)
        turned = match.value == "pan_right" and text.kind_at(following) in {"side", "motion_side"}
        match.used = turned or (filmed and text.tokens[match.first].forms.part != "noun")
        if not match.used and match.fact("pose"):
            # «камера едет» moves, but «девушка едет на самокате» sits
            match.become("pose")
            match.used = True


def _is_subject(text: Text, noun: Match, verb: Match) -> bool:
    """Is the verb said of the camera: in its clause, or first in a later one of the sentence and of nothing else?"""
    if noun.first > verb.first or text.sentence(noun) != text.sentence(verb):
        return False
    if text.clause(noun) == text.clause(verb):
        return True
    following = next(text.ahead(verb.last), None)
    said_of_other = following is not None and text.tokens[following].forms.part == "noun"
    before = any(text.tokens[index].forms.part == "noun" for index in text.behind(verb.first))
    return not said_of_other and not before


def moves(text: Text, sides: Layout) -> tuple[Move, ...]:
    """Camera moves in the order of the words; a still camera only when nothing else is asked for."""
    found: list[Move] = []
    named = text.active("camera", "camera_verb")
    for match in [each for each in named if not each.fact("weak")] or named:
        move = _turned(match, sides.of_camera.get(match.first))
        if move not in found:
            found.append(move)
    if Move.HANDHELD in found and not sides.of_camera:
        # "handheld, following the runner" tells whom the hand-held camera keeps in sight
        found = [move for move in found if move is not Move.TRUCK_RIGHT]
    moving = tuple(move for move in found if move is not Move.STATIC)
    ruled_out = any(match.negated and match.kind in {"camera", "camera_noun"} for match in text.matches)
    return moving or ((Move.STATIC,) if ruled_out else tuple(found))


def _turned(match: Match, side: Side | None) -> Move:
    family = match.value.split("_")[0]
    return TURNED.get((family, side), Move(match.value)) if side else Move(match.value)


def framing(text: Text) -> Framing | None:
    """How much the frame holds; "portrait" gives way to words that say more."""
    found = sorted(text.active("framing"), key=lambda match: bool(match.fact("weak")))
    values = [Framing(match.value) for match in found]
    if Framing.EXTREME_CLOSE_UP in values and values[0] is Framing.CLOSE_UP:
        return Framing.EXTREME_CLOSE_UP
    return values[0] if values else None


def angle(text: Text) -> Angle | None:
    """The first angle named; "high" gives way, as "drone shot, top down" says it twice."""
    found = [Angle(match.fact("angle")) for match in text.matches if match.active and match.fact("angle")]
    return next((each for each in found if each is not Angle.HIGH), next(iter(found), None))


def shallow(text: Text) -> bool | None:
    return next((match.value == "shallow" for match in text.active("focus")), None)
