"""A catalogue entry: one model that can be ordered from, parsed from plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reklamai.core.errors import ReklamError

PICTURE_ROLES = (
    "reference_images", "start_frame", "end_frame", "source_image", "source_images", "mask", "portrait",
    "character_image", "character_reference", "style_reference",
)  # fmt: skip
CLIP_ROLES = ("reference_videos", "source_video", "driving_video")
SOUND_ROLES = ("reference_audio", "source_audio", "audio")
MEDIA_KINDS = {
    **dict.fromkeys(PICTURE_ROLES, "picture"),
    **dict.fromkeys(CLIP_ROLES, "clip"),
    **dict.fromkeys(SOUND_ROLES, "sound"),
}
"""Roles whose values are files, with their kind: they come as references or frames, never as parameters."""

SILENT_ROLES = frozenset({"prompt", *MEDIA_KINDS, "watermark", "safety_checker", "num_outputs"})
"""Roles that are not parameters of the form: words and files have places of their own, the rest is ours to set."""


class BrokenEntry(ReklamError):
    """A catalogue entry that cannot be read: a fault of the data, never of a user."""

    code, status = "broken_entry", 500


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a model. `role` is our word for it ("aspect_ratio"), `name` the maker's."""

    name: str
    role: str
    type: str = "string"
    """string | integer | number | boolean | array | object"""
    required: bool = False
    enum: tuple[Any, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    default: Any = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    accept: tuple[str, ...] = ()
    max_mb: float | None = None
    special: tuple[Any, ...] = ()
    """Allowed beside the range (-1 for "the model chooses")."""
    mark: str = "native"
    """native | prompt | post: how this control takes effect."""
    advanced: bool = False
    """Shown under "More"."""
    fixed: Any = None
    """Always sent with this value, and no control: what the model insists on and we do not offer."""

    @property
    def is_media(self) -> bool:
        return self.role in MEDIA_KINDS

    @property
    def is_parameter(self) -> bool:
        """Whether it is a control with a value in `Ask.parameters`."""
        return self.role not in SILENT_ROLES and self.type != "object" and self.fixed is None


@dataclass(frozen=True, slots=True)
class Tier:
    """A price that holds when every named input has the given value (or one of the given values)."""

    when: Mapping[str, Any]
    credits: float


@dataclass(frozen=True, slots=True)
class PriceRule:
    """unit: image | video | second | request | megapixel | 1000_characters; credits: the vendor's, per unit."""

    unit: str
    credits: float | None = None
    tiers: tuple[Tier, ...] = ()
    usd_per_credit: float = 0.005


@dataclass(frozen=True, slots=True)
class Entry:
    """One model. Everything that the product shows, checks, charges and sends for it is derived from here."""

    id: str
    provider: str
    title: str
    kind: str
    output: str
    also: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    constraints: tuple[Mapping[str, Any], ...] = ()
    price: PriceRule | None = None
    """None: not known, the entry stays off."""
    note: str = ""
    seconds: float | None = None
    """Typical time of one item, until we have measured it."""
    max_count: int = 4
    can_stop: bool = False
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
    def media(self) -> tuple[Input, ...]:
        return tuple(item for item in self.inputs if item.is_media)

    def input_for(self, role: str) -> Input | None:
        return next((item for item in self.inputs if item.role == role), None)


def parse(data: Mapping[str, Any]) -> Entry:
    """Read an entry from the shape of `kie_models.yaml`. Raises BrokenEntry with the entry's name."""
    try:
        return Entry(
            id=data["model"],
            provider=data.get("provider", "kie"),
            title=data["title"],
            kind=data["kind"],
            output=data["output"],
            also=tuple(data.get("also", ())),
            features=tuple(data.get("features", ())),
            inputs=tuple(parse_input(name, item) for name, item in data.get("inputs", {}).items() if usable(item)),
            constraints=tuple(data.get("constraints", ())),
            price=parse_price(data.get("price")),
            note=data.get("note", ""),
            seconds=data.get("seconds"),
            max_count=data.get("max_count", 4),
            can_stop=data.get("can_stop", False),
            endpoint=data.get("endpoint", ""),
            raw=data,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenEntry(f"The catalogue entry {data.get('model', '?')} cannot be read: {error}") from error


def usable(item: Mapping[str, Any]) -> bool:
    return not item.get("deprecated", False)


def parse_input(name: str, item: Mapping[str, Any]) -> Input:
    return Input(
        name=name,
        role=item.get("maps_to", name),
        type=item.get("type", "string"),
        required=item.get("required", False),
        enum=tuple(item.get("enum") or ()),
        minimum=item.get("min"),
        maximum=item.get("max"),
        step=item.get("step"),
        default=item.get("default"),
        min_length=item.get("min_length"),
        max_length=item.get("max_length"),
        min_items=item.get("min_items"),
        max_items=item.get("max_items"),
        accept=tuple(item.get("accept", ())),
        max_mb=item.get("max_mb"),
        special=listed(item.get("special")),
        mark=item.get("mark", "native"),
        advanced=item.get("advanced", False),
        fixed=item.get("fixed"),
    )


def listed(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def parse_price(data: Mapping[str, Any] | None) -> PriceRule | None:
    """The price rule, or None where a price is not known in full."""
    if not data or (data.get("credits") is None and not data.get("tiers")):
        return None
    return PriceRule(
        unit=data["unit"],
        credits=data.get("credits"),
        tiers=tuple(Tier(when=tier["when"], credits=tier["credits"]) for tier in data.get("tiers", ())),
        usd_per_credit=data.get("usd_per_credit", 0.005),
    )
