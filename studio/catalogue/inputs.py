"""One input of a model: its role in our words, its limits, and how a value is said in the maker's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

PICTURE_ROLES = (
    "reference_images", "start_frame", "end_frame", "source_image", "source_images", "mask", "portrait",
    "character_image", "character_reference", "style_reference", "training_photos",
    "elements",
)  # fmt: skip
CLIP_ROLES = ("reference_videos", "source_video", "driving_video")
SOUND_ROLES = ("reference_audio", "source_audio", "audio")
MEDIA_KINDS = {
    **dict.fromkeys(PICTURE_ROLES, "picture"),
    **dict.fromkeys(CLIP_ROLES, "clip"),
    **dict.fromkeys(SOUND_ROLES, "sound"),
}
"""Roles whose values are files, with their kind: they come as references or frames, never as parameters."""
FRAMES = ("start_frame", "end_frame")
"""Roles that are fields of an ask; all other files are references."""

SHOTS = "shots"
"""The role of a list of shots: [{"prompt": str, "duration": int}, ...]."""

HELD_ROLES = frozenset({"elements", "lora_weights", "lora_scale"})
"""Roles that only what an order holds to fills: no control, no slot. Somebody's weights are nobody else's to name."""
SILENT_ROLES = frozenset({"prompt", *MEDIA_KINDS, *HELD_ROLES, "watermark", "safety_checker", "num_outputs"})
"""Roles that are not parameters of the form: words and files have places of their own, the rest is ours to set."""


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
    min_s: float | None = None
    max_s: float | None = None
    """How long each file may be."""
    special: tuple[Any, ...] = ()
    """Allowed beside the range (-1 for "the model chooses")."""
    mark: str = "native"
    """native | prompt | post: how this control takes effect."""
    advanced: bool = False
    """Shown under "More"."""
    fixed: Any = None
    """Always sent with this value, and no control: what the model insists on and we do not offer."""
    wire: str = ""
    """The type in the request, where the maker types a number as a string."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Our value -> the maker's ("2K" -> "basic"); what is not in it is sent as it is."""
    by_kind: Mapping[str, Any] = field(default_factory=dict)
    """The kind of the order -> what is sent: no control, it follows from what is given."""
    fields: tuple[Input, ...] = ()
    """Of a list of shots: what each of them holds."""
    follows: str = ""
    """A role: true is sent where it has a value, else false. No control either."""
    default_with: Mapping[str, Any] = field(default_factory=dict)
    """A role -> the default where that role has a value."""
    name_costs: int = 0
    """As so many characters the maker counts each "@name" of it; 0 for as many as it has."""

    @property
    def is_media(self) -> bool:
        return self.role in MEDIA_KINDS

    @property
    def is_parameter(self) -> bool:
        """Whether it is a control with a value in `Ask.parameters`."""
        if self.type == "object" or self.fields or self.follows:
            return False
        return self.role not in SILENT_ROLES and self.fixed is None and not self.by_kind

    @property
    def most(self) -> int:
        """How many files it takes."""
        return (self.max_items or 10) if self.type == "array" else 1

    @property
    def least(self) -> int:
        """How many files it needs."""
        return (self.min_items or 1) if self.required else 0

    def default_beside(self, given: Mapping[str, Any]) -> Any:
        """The default beside other values, by role."""
        return next((value for role, value in self.default_with.items() if given.get(role)), self.default)

    def said(self, value: Any) -> Any:
        """A value of ours in the maker's words and type."""
        if isinstance(value, list | tuple):
            return [self.said(each) for each in value]
        if isinstance(value, dict):
            return {part.name: part.said(value.get(part.role)) for part in self.fields}
        value = self.values.get(value, value) if isinstance(value, str) else value
        return f"{value:g}" if self.wire == "string" and isinstance(value, int | float) else value


def parse_inputs(data: Mapping[str, Mapping[str, Any]]) -> Iterator[Input]:
    """Every usable input; one list for both frames becomes two inputs of the same name, the start first."""
    for name, item in data.items():
        if item.get("deprecated", False):
            continue
        parsed = parse_input(name, item)
        if parsed.role != "frames":
            yield parsed
            continue
        yield replace(parsed, role="start_frame", min_items=None, max_items=1)
        if (parsed.max_items or 2) >= 2:
            yield replace(parsed, role="end_frame", required=False, min_items=None, max_items=1)


def parse_input(name: str, item: Mapping[str, Any]) -> Input:
    return Input(
        name=item.get("name", name),
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
        min_s=item.get("min_s"),
        max_s=item.get("max_s"),
        special=listed(item.get("special")),
        mark=item.get("mark", "native"),
        advanced=item.get("advanced", False),
        fixed=item.get("fixed"),
        wire=item.get("wire", ""),
        values=item.get("values", {}),
        by_kind=item.get("by_kind", {}),
        fields=tuple(parse_input(each, limits) for each, limits in item.get("fields", {}).items()),
        follows=item.get("follows", ""),
        default_with=item.get("default_with", {}),
        name_costs=item.get("name_costs", 0),
    )


def listed(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)
