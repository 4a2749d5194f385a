"""Left, right, top: whose side the words mean, the subject's, the light's, the camera's or that of room for text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Side

HEADS = ("copy", "text", "light", "camera", "camera_verb", "who", "thing", "content", "subject", "product_of", "detail")
REACH = 20
"""Words between a side and its head."""
CAMERA = frozenset({"camera", "camera_verb"})
SUBJECT = frozenset({"who", "thing", "content", "subject", "product_of"})
VACANT = frozenset({
    "empty", "blank", "vacant", "free", "clear", "unoccupied", "~пустой", "~свободный", "~незанятый", "~пустовать",
})  # fmt: skip
FRAME = frozenset({"frame", "picture", "image", "photo", "shot", "screen", "composition", "~кадр", "~снимок"})
"""Left "of" these is a side of the frame itself."""
OPPOSITE = {Side.LEFT: Side.RIGHT, Side.TOP: Side.BOTTOM, Side.BOTTOM: Side.TOP}


@dataclass(slots=True)
class Layout:
    """`of_camera` gives the side of each camera move by its first word."""

    subject: Side | None = None
    copy: Side | None = None
    light: Side | None = None
    of_camera: dict[int, Side] = field(default_factory=dict)


def layout(text: Text) -> Layout:
    """Every side word given to its head; room for text without a side lies opposite the subject, or right."""
    found = Layout()
    side_first: dict[int, bool] = {}
    for match in sorted(text.active("side", "motion_side"), key=lambda match: bool(match.fact("weak"))):
        if _is_relation(text, match):
            match.used = False
            continue
        if _is_vacant(text, match):
            found.copy = found.copy or Side(match.value)
            continue
        if match.fact("edge") and not any(
            text.clause(copy) == text.clause(match) for copy in text.active("copy", "text")
        ):
            match.used = False
            continue
        head = _head(text, match, side_first)
        match.used = _assign(found, match, head)
    if found.copy is None and text.active("copy"):
        found.copy = OPPOSITE.get(found.subject, Side.RIGHT) if found.subject else Side.RIGHT
    return found


def _is_relation(text: Text, match: Match) -> bool:
    """ "To the left of the bottle" says where a thing stands to another, not where in the frame."""
    following = next(text.ahead(match.last), None)
    if following is None or text.tokens[following].low not in {"of", "от"} or match.value not in {"left", "right"}:
        return False
    return not any(text.tokens[index].forms.keys & FRAME for index in islice(text.ahead(following + 1), 2))


def _is_vacant(text: Text, match: Match) -> bool:
    """Is it the side itself that is empty: "blank right half", «левая половина кадра пустая»?"""
    if match.first and text.tokens[match.first - 1].forms.keys & VACANT:
        return text.clause(match) == text.tokens[match.first - 1].clause
    if match.last < len(text.tokens) and text.tokens[match.last].low in {"свободно", "пусто"}:
        return True
    after = [index for index in text.ahead(match.last) if text.kind_at(index) not in {"filler", "grammar"}]
    after = after or [index for index in text.ahead(match.last) if text.tokens[index].forms.keys & VACANT][-1:]
    return (
        bool(after) and bool(text.tokens[after[0]].forms.keys & VACANT) and next(text.ahead(after[0] + 1), None) is None
    )


def _head(text: Text, match: Match, side_first: dict[int, bool]) -> Match | None:
    before = _nearest(text, islice(text.behind(match.first), REACH), match)
    after = _nearest(text, islice(text.ahead(match.last), REACH), match)
    clause = text.clause(match)
    if clause not in side_first:
        side_first[clause] = before is None and after is not None
    if before is not None and before.kind == "detail":
        # «свет из окна слева» tells where the light comes from
        before = next((light for light in text.active("light") if text.clause(light) == clause), before)
    if side_first[clause]:
        return after or before
    return before or after or _in_clause_before(text, match)


def _nearest(text: Text, positions: Iterable[int], match: Match) -> Match | None:
    kinds = CAMERA if match.kind == "motion_side" else frozenset(HEADS)
    for position in positions:
        head = text.at[position]
        if head is not None and head.active and head.kind in kinds:
            return head
    return None


def _in_clause_before(text: Text, match: Match) -> Match | None:
    """The last head of the clause before: "copy space, right"; a strap only when there is no watch that it is of."""
    detail: Match | None = None
    for index in range(match.first - 1, max(match.first - REACH, 0) - 1, -1):
        other = text.at[index]
        if other is not None and other.kind in HEADS and other.active:
            if text.clause(match) - text.clause(other) > 1:
                break
            if other.kind != "detail":
                return other
            detail = detail or other
    return detail


def _assign(found: Layout, match: Match, head: Match | None) -> bool:
    side = Side(match.value)
    if head is None or head.kind in SUBJECT or (head.kind == "light" and side is Side.CENTRE):
        if match.kind == "motion_side" or side in {Side.BACK, Side.FRONT}:
            return False
        found.subject = found.subject or side
    elif head.kind == "detail":
        return True
    elif head.kind in CAMERA:
        found.of_camera.setdefault(head.first, side)
    elif head.kind == "light" and side is not Side.CENTRE:
        found.light = found.light or side
    else:
        found.copy = found.copy or side
    return True
