"""Each held element against a result: a picture, or frames of a clip."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from anchors.media.features import Element
from anchors.media.likeness import clothing, identity, lighting, place, product
from anchors.media.likeness.held import Held
from anchors.media.likeness.model import Judged, Likeness, Name
from anchors.media.likeness.seen import Seen
from reklamai.media.mattes.model import Missing
from reklamai.media.types import AnyArray, Picture

SCORED: Final[dict[Element, Name]] = {
    "face": "face",
    "clothing": "clothing",
    "lighting": "lighting",
    "environment": "place",
    "product": "product",
}
"""Element that is held -> name of its score."""
FRAME_SIDE: Final = 640
"""Longer side of a clip's frames, which have less time each than a picture."""
PATIENCE_S: Final = 5.0
"""Of a clip's frames together; begun frames are finished."""
FEWEST_FRAMES: Final = 3


def judge_picture(helds: Sequence[Held], picture: Picture, *, wanted: AnyArray | None = None) -> dict[Name, Judged]:
    """How far one picture keeps to each held element. picture: (H, W, 3) uint8, RGB order, upright.

    wanted: identity of the person who is to wear the clothes, where no face of `helds` says it.
    """
    return _judge(helds, Seen(picture, wanted=_wanted(helds, wanted)))


def judge_frames(
    helds: Sequence[Held],
    frames: Iterable[Picture],
    *,
    wanted: AnyArray | None = None,
    patience_s: float = PATIENCE_S,
) -> dict[Name, Judged]:
    """How far a clip keeps to each held element: the median over its frames, with the worst among the facts.

    frames: the most telling first, because time (patience_s) may end before they do; three at least are seen. wanted:
    as of a picture.
    Facts gained: worst (the lowest score), frames (that could be measured), of (that were looked at).
    """
    started, wanted = time.monotonic(), _wanted(helds, wanted)
    found: list[dict[Name, Judged]] = []
    for frame in frames:
        found.append(_judge(helds, Seen(frame, wanted=wanted, side=FRAME_SIDE)))
        if len(found) >= FEWEST_FRAMES and time.monotonic() - started > patience_s:
            break
    if not found:
        return {SCORED[held.element]: Missing("result_unreadable") for held in helds}
    return {name: over_frames([each[name] for each in found]) for name in found[0]}


def over_frames(judged: Sequence[Judged]) -> Judged:
    """One verdict for a clip: the frame in the middle by score; the commonest reason if no frame could be measured."""
    scores = sorted((each for each in judged if isinstance(each, Likeness)), key=lambda each: each.value)
    if not scores:
        return Missing(Counter(each.reason for each in judged if isinstance(each, Missing)).most_common(1)[0][0])
    middle = scores[len(scores) // 2]
    value = round(statistics.median(each.value for each in scores), 1)
    facts = {**middle.facts, "worst": scores[0].value, "frames": float(len(scores)), "of": float(len(judged))}
    return Likeness(value, middle.distance, facts)


def _wanted(helds: Sequence[Held], known: AnyArray | None) -> AnyArray | None:
    if known is not None:
        return known
    return next((held.face for held in helds if held.element == "face" and held.readable), None)


def _judge(helds: Sequence[Held], seen: Seen) -> dict[Name, Judged]:
    return {SCORED[held.element]: _one(held, seen) for held in helds}


def _one(held: Held, seen: Seen) -> Judged:
    if not held.readable and held.element != "lighting":
        return Missing("reference_unreadable")
    match held.element:
        case "face":
            return identity.same_face(held.face, seen.identities)
        case "clothing":
            clothes = seen.clothes
            return clothes if isinstance(clothes, Missing) else clothing.same_clothes(held.clothes, clothes)
        case "lighting":
            return lighting.same_light(held.light, seen.light)
        case "environment":
            return place.same_place(held.ground, seen.ground)
        case "product":
            return product.same_thing(held.thing, seen.picture, seen=seen.standing_out)
