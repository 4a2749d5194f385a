"""Why something was not found: every code that a `Missing` of ours carries. Pages turn them into sentences."""

from __future__ import annotations

from typing import Final, Literal, get_args

Reason = Literal[
    "no_face",
    "face_too_small",
    "no_mesh",
    "no_person",
    "person_too_small",
    "no_clothing",
    "clothing_too_small",
    "too_dark",
    "too_bright",
    "no_light",
    "flat_light",
    "no_colour",
    "person_fills_the_frame",
    "plain_ground",
    "person_in_front",
    "busy_ground",
    "empty_ground",
    "fills_the_frame",
    "picture_too_small",
    "unsure",
]
REASONS: Final[tuple[str, ...]] = get_args(Reason)
