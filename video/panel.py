"""The controls of the camera as its page draws them: cards, sliders and choices, each with its mark for a model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.staticfiles.finders import find
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from studio.shaping import ControlMark as Mark
from video.camera_fields import MOST_MOVEMENTS, RATIOS
from video.selectors.vocabulary import Term, Vocabulary
from video.traits import LensTraits, RampTraits

FOCALS = (8, 12, 14, 16, 18, 21, 24, 28, 32, 35, 40, 50, 65, 75, 85, 100, 135, 180, 200)
STOPS = (1.2, 1.4, 1.8, 2, 2.2, 2.5, 2.8, 3.2, 3.5, 4, 4.5, 5, 5.6, 6.3, 7.1, 8, 9, 10, 11, 13, 14, 16, 18, 20, 22)
METRES = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100, 300, 1000)
KNOTS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Moments of a drawn curve's points."""


@dataclass(frozen=True, slots=True)
class Card:
    """One choice with a picture."""

    value: str
    name: str
    about: str
    picture: str = ""
    chosen: bool = False
    limits: str = ""
    """JSON of what a lens can do: its sliders end there."""


@dataclass(frozen=True, slots=True)
class Slider:
    """A number along steps that people know."""

    name: str
    label: str
    steps: Sequence[float]
    value: float | None
    before: str = ""
    after: str = ""
    unset: str = ""
    """What it is while nothing is set."""

    @property
    def steps_json(self) -> str:
        return json.dumps(list(self.steps))

    @property
    def index(self) -> int:
        """Of the step that is nearest."""
        wanted = self.value if self.value is not None else self.steps[len(self.steps) // 2]
        return min(range(len(self.steps)), key=lambda at: abs(self.steps[at] - wanted))

    @property
    def last(self) -> int:
        return len(self.steps) - 1

    @property
    def is_set(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Panel:
    """What `video/_camera.html` draws."""

    camera: Mapping[str, Any]
    words: Vocabulary
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def camera_json(self) -> str:
        return json.dumps(self.camera)

    def cards(self, kind: str, chosen: str) -> list[Card]:
        first = Card("", _("Any"), _("as the model has it"), chosen=not chosen)
        return [first, *(card_of(term, chosen=term.slug == chosen) for term in self.terms(kind, chosen))]

    def terms(self, kind: str, chosen: str) -> list[Term]:
        """What is offered, and what was chosen while it was offered: an opened page must not empty its camera."""
        terms = list(self.words.offered(kind))
        kept = self.words.find(kind, chosen) if chosen else None
        return terms if kept is None or kept in terms else [*terms, kept]

    @property
    def bodies(self) -> list[Card]:
        return self.cards("sensor", str(self.camera.get("sensor", "")))

    @property
    def lenses(self) -> list[Card]:
        return self.cards("lens", str(self.camera.get("lens", "")))

    @property
    def colours(self) -> list[Card]:
        return self.cards("profile", str(self.camera.get("color_profile", "")))

    @property
    def focal(self) -> Slider:
        return Slider("focal_length", _("Focal length"), FOCALS, self.number("focal_length"), after=_("mm"), unset="–")

    @property
    def aperture(self) -> Slider:
        return Slider("aperture", _("Aperture"), STOPS, self.number("aperture"), before="f/", unset="–")

    @property
    def focus(self) -> Slider:
        label, unset = _("Focus distance"), _("on the subject")
        return Slider("focus_distance", label, METRES, self.number("focus_distance"), after=_("m"), unset=unset)

    @property
    def film(self) -> list[Slider]:
        """Grain, vignette and flare: unset, they are as body and lens have them."""
        unset = pgettext("strength", "as the camera has it")
        names = (("grain", _("Grain")), ("vignette", _("Vignette")), ("flare", _("Flare")))
        return [Slider(name, label, range(0, 101, 5), self.number(name), unset=unset) for name, label in names]

    @property
    def strength(self) -> Slider:
        asked = self.number("color_strength")
        return Slider("color_strength", _("Strength"), range(0, 101, 5), 100 if asked is None else asked, unset="100")

    @property
    def formats(self) -> list[tuple[str, str, bool]]:
        chosen = self.camera.get("aspect_ratio", "")
        return [("", _("As in the order"), not chosen), *((each, each, each == chosen) for each in RATIOS)]

    @property
    def framings(self) -> list[tuple[str, str, bool]]:
        chosen = self.camera.get("framing") or "crop"
        return [("crop", _("Cut to it"), chosen == "crop"), ("bars", _("Black bars"), chosen == "bars")]

    @property
    def depths(self) -> list[tuple[str, str, bool]]:
        chosen = self.camera.get("depth_of_field", "")
        words = (
            ("", _("As the numbers say")), ("macro", _("Macro")), ("shallow", pgettext("depth", "Shallow")),
            ("medium", pgettext("depth", "Medium")), ("deep", pgettext("depth", "Deep")),
        )  # fmt: skip
        return [(value, name, value == chosen) for value, name in words]

    def choices(self, kind: str, chosen: str) -> list[tuple[str, str, bool]]:
        found = [(term.slug, term.name, term.slug == chosen) for term in self.terms(kind, chosen)]
        return [("", "–", not chosen), *found]

    @property
    def genres(self) -> list[tuple[str, str, bool]]:
        return self.choices("genre", str(self.camera.get("genre", "")))

    @property
    def lights(self) -> list[tuple[str, str, bool]]:
        return self.choices("lighting", str(self.camera.get("lighting", "")))

    @property
    def moves(self) -> list[tuple[list[tuple[str, str, bool]], int]]:
        """Three rows: what can be chosen, and how strong it is."""
        asked = [*self.camera.get("movements", []), *[{}] * MOST_MOVEMENTS][:MOST_MOVEMENTS]
        return [(self.choices("movement", each.get("name", "")), each.get("strength", 50)) for each in asked]

    @property
    def ramps(self) -> list[tuple[str, str, bool, str]]:
        """Value, name, whether it is chosen, its points as JSON; a drawn one last."""
        asked = self.camera.get("speed_ramp") or {}
        chosen, drawn = asked.get("name", ""), asked.get("points", [])
        named = [
            (term.slug, term.name, term.slug == chosen, json.dumps(term.traits.points))
            for term in self.terms("ramp", chosen)
            if isinstance(term.traits, RampTraits)
        ]
        steady = json.dumps([[0, 1], [1, 1]])
        return [
            ("", _("Even speed"), not asked, steady),
            *named,
            ("drawn", _("Drawn by hand"), bool(drawn), json.dumps(drawn or [[at, 1] for at in KNOTS])),
        ]

    def number(self, name: str) -> float | None:
        value = self.camera.get(name)
        return float(value) if isinstance(value, int | float) else None

    @property
    def summary(self) -> str:
        """The camera in a few words, for a chip."""
        terms = (("sensor", "sensor"), ("lens", "lens"), ("color_profile", "profile"))
        names = [self.words.find(kind, str(self.camera.get(name, ""))) for name, kind in terms]
        said = [term.name for term in names if term]
        if (focal := self.number("focal_length")) is not None:
            said.insert(min(2, len(said)), f"{focal:g} {_('mm')}")
        said += [term.name for each in self.camera.get("movements", []) if (term := self.move_of(each))]
        return ", ".join(said) or str(self.camera.get("aspect_ratio", "")) or _("own settings")

    def move_of(self, asked: Mapping[str, Any]) -> Term | None:
        return self.words.find("movement", str(asked.get("name", "")))


def card_of(term: Term, *, chosen: bool) -> Card:
    traits = term.traits
    limits = ""
    if isinstance(traits, LensTraits):
        limits = json.dumps([traits.min_mm, traits.max_mm, traits.min_f, traits.close_m])
    return Card(term.slug, term.name, term.about, drawn(term.kind, term.slug), chosen, limits)


def drawn(kind: str, slug: str) -> str:
    """The address of a card of ours; "" of what staff or a user have added, which has none."""
    picture = f"img/cinema/{kind}-{slug}.webp"
    return static(picture) if slug and find(picture) else ""
