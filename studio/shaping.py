"""The port of whoever turns a virtual camera and a wish for a master into what a model and our own finish can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, cast

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import Unsupported
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.shots import shots_in
from studio.engines.base import SentControl
from studio.engines.tables import loaded
from studio.models import User
from studio.shots import filmed


@dataclass(frozen=True, slots=True)
class ControlMark:
    """How one control of a virtual camera takes effect on a model."""

    kind: Literal["native", "prompt", "post", "none"]
    """none: it has no effect."""
    reason: str = ""
    """A sentence in the user's language: why it has none, or what there is to know of it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the camera and the master of one ask come to with one model."""

    ask: Ask
    """Without what was shaped, its native parameters set."""
    words: str = ""
    """What the model is told of the camera, after the user's own words."""
    controls: tuple[SentControl, ...] = ()
    notes: tuple[str, ...] = ()
    """What has no effect on this model, and why."""
    plan: Mapping[str, Any] = field(default_factory=dict)
    """JSON, kept with the order: "camerawork" (`Camerawork.as_json`), "post" (names of `cinema.model.POST` that are
    done to the result here), "master" ({"format", "resolution", "deep"}); {} where nothing is done."""
    depth: str = "8bit"
    """How deep the pixels of the result will truly be: 8bit | 10bit | 16bit."""
    camera: dict[str, Any] | None = None
    """The whole camera with the fields of its preset, kept with the order: made again, it needs no preset."""

    @property
    def said(self) -> Ask:
        """The ask with the words of the camera after its own; of several shots after those of each."""
        if not self.words:
            return self.ask
        if shots := shots_in(self.ask.parameters):
            return self.ask.with_parameters(shots=filmed(shots, self.words))
        return replace(self.ask, prompt=spoken_after(self.ask.prompt, self.words))


class Shaper(Protocol):
    """settings.SHAPER."""

    def shape(self, user: User, ask: Ask, entry: Entry) -> Shape:
        """Raises AskInvalid for values that no camera has, NotFound for a preset this user cannot see."""

    def marks(self, entry: Entry) -> Mapping[str, ControlMark]:
        """By control, how it takes effect on this model. Asks nothing of the database."""

    def left_out(self, camera: Mapping[str, Any], master: Mapping[str, Any], entry: Entry) -> tuple[str, ...]:
        """Sentences about what of these has no effect on this model. They may hold anything. Asks nobody."""


def shaped(user: User, ask: Ask, entry: Entry) -> Shape:
    """The ask as its model can take it. Raises as `Shaper.shape`."""
    if ask.camera is None and ask.master is None and not any(names_camera(each.source) for each in ask.references):
        return Shape(ask)
    if not settings.SHAPER:
        raise Unsupported(_("There is no virtual camera here."))
    return shaper().shape(user, ask, entry)


def camera_marks(entry: Entry) -> Mapping[str, ControlMark]:
    """By control of a virtual camera, how it takes effect on this model; {} where there is no camera."""
    return shaper().marks(entry) if settings.SHAPER else {}


def camera_left_out(camera: Mapping[str, Any], master: Mapping[str, Any], entry: Entry) -> tuple[str, ...]:
    """Sentences about what of a camera and a master has no effect on this model."""
    return shaper().left_out(camera, master, entry) if settings.SHAPER and (camera or master) else ()


def shaper() -> Shaper:
    return cast("Shaper", loaded(settings.SHAPER))


def names_camera(source: str) -> bool:
    """Whether references of this source name a virtual camera, and no file and nothing to hold to."""
    return source == settings.SHAPER_SOURCE


def spoken_after(prompt: str, words: str) -> str:
    """A prompt with the words of its camera on a line of their own."""
    return "\n".join(part for part in (prompt.rstrip(), words) if part)
