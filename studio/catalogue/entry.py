"""A catalogue entry: one model that can be ordered from, parsed from plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reklamai.core.errors import ReklamError
from studio.catalogue.inputs import SHOTS, Input, parse_inputs
from studio.catalogue.tariff import PriceRule, parse_price

TOOL_KINDS = (
    "upscale", "video_upscale", "background_removal", "inpaint", "outpaint", "lipsync", "motion_control",
    "video_to_video", "video_extend", "audio_tool", "voice_change",
)  # fmt: skip
"""Kinds of work on a file that is there already, rather than of something new."""


class BrokenEntry(ReklamError):
    """A catalogue entry that cannot be read: a fault of the data, never of a user."""

    code, status = "broken_entry", 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One model. Everything that the product shows, checks, charges and sends for it is derived from here."""

    id: str
    provider: str
    title: str
    kind: str
    output: str
    """image | video | audio"""
    also: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    constraints: tuple[Mapping[str, Any], ...] = ()
    price: PriceRule | None = None
    """None: not known, the entry stays off."""
    family: str = ""
    maker: str = ""
    off: str = ""
    """Why it cannot be ordered from a form, a word of `labels.OFF`; "" for most."""
    note: str = ""
    seconds: float | None = None
    """Typical time of one item, until we have measured it."""
    max_count: int = 4
    can_stop: bool = False
    holds: tuple[str, ...] = ()
    """Elements of anchors that the maker takes as they are, with their cut and facts; only our own engines do."""
    calls: str = ""
    """What its prompts call the pictures of `reference_images`: "@image%d"; "" where it has no such names."""
    camera: Mapping[str, str] = field(default_factory=dict)
    """Control of a virtual camera -> native | prompt | post | none, where it is not as the room of cameras has it."""
    endpoint: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def sent_as(self) -> str:
        """The maker's own name for it; "" where the maker's path has no such field."""
        return str(self.raw.get("sent_as", self.id))

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind, *self.also)

    @property
    def makes_sound(self) -> bool:
        """Whether its clips have a sound of their own, always or by a switch."""
        return "native_audio_no_switch" in self.features or self.input_for("generate_audio") is not None

    @property
    def is_tool(self) -> bool:
        return self.kind in TOOL_KINDS

    @property
    def is_free(self) -> bool:
        return self.price is not None and not self.price.tiers and self.price.credits == 0

    @property
    def parameters(self) -> tuple[Input, ...]:
        """The inputs that are controls of the form, once per role (a deprecated double is left out)."""
        seen: dict[str, Input] = {}
        for item in self.inputs:
            if item.is_parameter:
                seen.setdefault(item.role, item)
        return tuple(seen.values())

    @property
    def shots_input(self) -> Input | None:
        """The list of shots, of a model that films several of them in one order."""
        return self.input_for(SHOTS)

    @property
    def most_shots(self) -> int:
        """How many shots one order may have; 0 for a model that takes no list of them."""
        return self.shots_input.most if self.shots_input else 0

    @property
    def settings(self) -> tuple[Input, ...]:
        """All that `Ask.parameters` may hold: the controls, and the list of shots, which no composer draws."""
        return (*self.parameters, *((self.shots_input,) if self.shots_input else ()))

    @property
    def media(self) -> tuple[Input, ...]:
        return tuple(item for item in self.inputs if item.is_media)

    @property
    def needed(self) -> tuple[Input, ...]:
        """The files that it cannot do without."""
        return tuple(item for item in self.media if item.required)

    def input_for(self, role: str) -> Input | None:
        return next((item for item in self.inputs if item.role == role), None)

    def named(self, name: str) -> Input | None:
        """The input of this name at the maker, else of this role: rules and prices may use either."""
        return next((item for item in self.inputs if item.name == name), None) or self.input_for(name)


def parse(data: Mapping[str, Any]) -> Entry:
    """Read an entry from the shape of `entries/*.yaml`. Raises BrokenEntry with the entry's name."""
    try:
        return Entry(
            id=data["model"],
            provider=data.get("provider", "kie"),
            title=data["title"],
            kind=data["kind"],
            output=data["output"],
            also=tuple(data.get("also", ())),
            features=tuple(data.get("features", ())),
            inputs=tuple(parse_inputs(data.get("inputs", {}))),
            constraints=tuple(data.get("constraints", ())),
            price=parse_price(data.get("price")),
            family=data.get("family", ""),
            maker=data.get("maker", ""),
            off=data.get("why_off", ""),
            note=data.get("note", ""),
            seconds=data.get("seconds"),
            max_count=data.get("max_count", 4),
            can_stop=data.get("can_stop", False),
            holds=tuple(data.get("holds", ())),
            calls=data.get("calls", ""),
            camera=dict(data.get("camera", {})),
            endpoint=data.get("endpoint", ""),
            raw=data,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenEntry(f"The catalogue entry {data.get('model', '?')} cannot be read: {error}") from error
