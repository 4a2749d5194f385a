"""From a shot of a storyboard to the order of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from studio.ask import USUAL_ROLE, Ask, ReferenceAsk
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import Input
from studio.catalogue.kinds import FROM_FILES
from video.models import MultiShotGeneration, Shot


def ask_of(shot: Shot, film: MultiShotGeneration, entry: Entry, *, start: UUID | None, project: UUID | None) -> Ask:
    """What is ordered for a shot at a model. start: its start frame, `PROMISED` for one that is still to be made."""
    camera = {name: value for name, value in shot.camera.items() if name != "preset"}
    given = {**(shot.parameters if shot.model else film.parameters), **plain(shot, film, entry)}
    if given.get("aspect_ratio") != film.aspect_ratio and "aspect_ratio" not in camera:
        camera["aspect_ratio"] = film.aspect_ratio  # the model has it not: we cut it to the film's
    return Ask(
        kind=kind_of(entry),
        model=entry.id,
        prompt=shot.prompt,
        parameters=given,
        references=references_of(shot.references),
        start_frame=start,
        end_frame=shot.end_frame_id,
        project=project,
        camera=camera or None,
    )


def kind_of(entry: Entry) -> str:
    """A kind that asks for no file: which kind it is in the end follows from the files that are there."""
    return next((kind for kind in entry.kinds if kind not in FROM_FILES), entry.kind)


def plain(shot: Shot, film: MultiShotGeneration, entry: Entry) -> dict[str, Any]:
    """Length, format, size and seed, as far as the model has them."""
    found: dict[str, Any] = {}
    if item := control(entry, "duration"):
        found["duration"] = seconds_of(item, shot.duration_s)
    if (item := control(entry, "aspect_ratio")) and film.aspect_ratio in item.enum:
        found["aspect_ratio"] = film.aspect_ratio
    if (item := control(entry, "resolution")) and film.resolution in item.enum:
        found["resolution"] = film.resolution
    if item := control(entry, "seed"):
        found["seed"] = seed_in(item, shot.seed)
    return found


def control(entry: Entry, role: str) -> Input | None:
    """The setting of this role, if the model has one."""
    return next((item for item in entry.parameters if item.role == role), None)


def seconds_for(entry: Entry, wanted: int) -> int:
    """How long a shot will be at a model; as wanted where the model has no say in it."""
    item = control(entry, "duration")
    return int(seconds_of(item, wanted)) if item else wanted


def seconds_of(item: Input, wanted: int) -> Any:
    """The next longer length that the model makes, else its longest."""
    if item.enum:
        return min((each for each in item.enum if float(each) >= wanted), default=max(item.enum))
    low, high = item.minimum or 1, item.maximum or wanted
    return int(min(max(wanted, low), high))


def seed_in(item: Input, seed: int) -> int:
    """The same seed for the same shot, within what the model takes."""
    low, high = int(item.minimum or 0), int(2**31 - 1 if item.maximum is None else item.maximum)
    return low + seed % (high - low + 1)


def references_of(rows: list[Mapping[str, Any]]) -> tuple[ReferenceAsk, ...]:
    return tuple(
        ReferenceAsk(row["source"], str(row["id"]), row.get("role", USUAL_ROLE), row.get("strength")) for row in rows
    )
