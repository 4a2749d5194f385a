"""What a shot may hold: read from JSON or from a form, every fault told by its field, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from reklamai.media.film.model import JOIN_STYLES, LONGEST, SHORTEST
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, AssetKind, User
from video.camera import merged, settings_of
from video.content_fields import choice, flag, identity, number, text, unknown, whole
from video.content_models import model_and_settings
from video.content_references import references_of
from video.models.film import SEEDS, Shot, any_seed
from video.selectors.presets import camera_of, preset_for
from video.selectors.vocabulary import Vocabulary, vocabulary
from video.trait_fields import Unfit
from video.voice_content import voice_content

SHORTEST_S, LONGEST_S = 2, 15
LONGEST_PROMPT, LONGEST_LINE = 5000, 500
PICTURES: Final = ("start_frame", "end_frame", "picture")
READ_ONLY: Final = frozenset({"id", "number", "state", "seconds", "generation", "result", "sketch", "error"})
"""Fields of an answer that come back with it when a program changes some and sends all."""


class ShotReader:
    """Reads the shots of one request: pictures of all of them by one query, the words of the camera by another."""

    def __init__(self, owner: User, shots: Iterable[Any]) -> None:
        self.owner = owner
        self.pictures = pictures_of(owner, shots)

    @cached_property
    def words(self) -> Vocabulary:
        return vocabulary()

    def changes(self, data: Any, shot: Shot) -> dict[str, Any]:
        """Columns of `shot` that `data` changes, with their new values; what is left out stays.

        Raises AskInvalid with the names of the fields, naming every fault at once.
        """
        if not isinstance(data, Mapping):
            raise AskInvalid({"body": _("A shot is an object with its settings.")})
        errors = unknown([name for name in data if name not in FIELDS and name not in READ_ONLY])
        found: dict[str, Any] = {}
        for name in (name for name in FIELDS if name in data):
            try:
                found |= FIELDS[name](self, data[name], shot)
            except Unfit as fault:
                errors[name] = str(fault)
            except AskInvalid as refused:
                errors |= refused.errors
        try:
            found |= model_and_settings(data, model=shot.model, parameters=shot.parameters, needed=False)
        except AskInvalid as refused:
            errors |= refused.errors
        if errors:
            raise AskInvalid(errors)
        return {name: value for name, value in found.items() if getattr(shot, name) != value}

    def picture(self, name: str, value: Any, shot: Shot) -> dict[str, Any]:
        column, pk = f"{name}_id", identity(value)
        if pk is not None and pk != getattr(shot, column) and pk not in self.pictures:
            raise Unfit(_("There is no such picture."))
        return {column: pk}

    def camera(self, value: Any, shot: Shot) -> dict[str, Any]:
        """A preset is written out in full: when it changes or goes, the shot stays what it was."""
        before = shot.camera
        if value in (None, "", {}):
            return {"camera": {}}
        own = settings_of(value, vocabulary=self.words)
        alone = set(value) == {"preset"}
        if value == before or (alone and own.preset == before.get("preset")):
            return {"camera": before}
        if not own.preset:
            return {"camera": own.as_json()}
        try:
            preset = preset_for(self.owner, own.preset)
        except NotFound as missing:
            if own.preset == before.get("preset"):  # deleted since: what it was is written out in the shot
                return {"camera": own.as_json()}
            raise AskInvalid({"camera.preset": missing.message}) from missing
        if alone and str(preset.pk) == before.get("preset"):  # one of ours, by its slug
            return {"camera": before}
        full = settings_of({**camera_of(preset), "preset": str(preset.pk)}, vocabulary=self.words)
        told = merged(full, own, vocabulary=self.words).as_json()
        return {"camera": {**told, "preset": str(preset.pk)}}

    def references(self, value: Any, shot: Shot) -> dict[str, Any]:
        return {"references": references_of(self.owner, value, before=shot.references)}

    def join(self, value: Any, shot: Shot) -> dict[str, Any]:
        if not isinstance(value, Mapping) or value.keys() - {"style", "seconds"}:
            raise Unfit(_("A join has a style and seconds."))
        style = choice(value.get("style", shot.join_style), JOIN_STYLES)
        given = value.get("seconds")
        seconds = shot.join_seconds if given in (None, "") else number(given, low=0, high=LONGEST)
        if style == "cut":  # it takes no time: what it would last as another join is remembered
            return {"join_style": style, "join_seconds": seconds if seconds >= SHORTEST else shot.join_seconds}
        return {"join_style": style, "join_seconds": number(seconds, low=SHORTEST, high=LONGEST)}


def pictures_of(owner: User, shots: Iterable[Any]) -> set[UUID]:
    """Of the pictures that shots name, those of this person that can be used; theirs until the transaction ends.

    Locked in one order for everybody: so the bin cannot take one before its shot is written, and two tabs that name
    the same pictures wait for one another in turn.
    """
    wanted = {
        pk for shot in shots if isinstance(shot, Mapping) for name in PICTURES if (pk := readable(shot.get(name)))
    }
    if not wanted:
        return set()
    rows = Asset.objects.visible_to(owner).filter(pk__in=wanted, room="", kind=AssetKind.PICTURE)
    return set(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def readable(value: Any) -> UUID | None:
    """The id; None for what is none, of which its field tells."""
    try:
        return identity(value)
    except Unfit:
        return None


def column(name: str, read: Callable[[Any], Any]) -> Callable[[ShotReader, Any, Shot], dict[str, Any]]:
    return lambda _reader, value, _shot: {name: read(value)}


def picture(name: str) -> Callable[[ShotReader, Any, Shot], dict[str, Any]]:
    return lambda reader, value, shot: reader.picture(name, value, shot)


FIELDS: Final[Mapping[str, Callable[[ShotReader, Any, Shot], dict[str, Any]]]] = {
    "prompt": column("prompt", lambda value: text(value, most=LONGEST_PROMPT)),
    "duration": column("duration_s", lambda value: whole(value, low=SHORTEST_S, high=LONGEST_S)),
    "camera": ShotReader.camera,
    "references": ShotReader.references,
    **{name: picture(name) for name in PICTURES},
    "continues": column("continues", flag),
    "line": column("line", lambda value: text(value, most=LONGEST_LINE)),
    "voice": lambda _reader, value, shot: {"voice": voice_content(value, before=shot.voice)},
    "fits_line": column("fits_line", flag),
    "model": lambda _reader, _value, _shot: {},  # read together with its settings, as these depend on it
    "parameters": lambda _reader, _value, _shot: {},
    "seed": column(
        "seed", lambda value: any_seed() if value in (None, "") else whole(value, low=0, high=SEEDS - 1)
    ),
    "locked": column("locked", flag),
    "join": ShotReader.join,
}  # fmt: skip
"""What of a shot can be given, with what reads it into its columns."""
