"""Why something was not found: every code that a `Missing` of ours carries. Pages turn them into sentences."""

from __future__ import annotations

from typing import Final, Literal, get_args

Reason = Literal[
    "no_face",
    "face_too_small",
    "no_mesh",
    "too_dark",
    "too_bright",
    "no_colour",
    "no_person",
    "person_too_small",
    "no_clothing",
    "flat_light",
    "person_fills_the_frame",
    "plain_ground",
    "empty_ground",
    "busy_ground",
    "fills_the_frame",
    "person_in_front",
    "picture_too_small",
    "unsure",
]
REASONS: Final[tuple[str, ...]] = get_args(Reason)
