"""What is wanted, in one frozen value: forms and serializers make it, services and engines read it.

And the port of those who lend things to an order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from studio.models import User


USUAL_ROLE = "reference_images"
"""The role of a reference that names none."""
PROMISED = UUID(int=0)
"""Stands for a start frame that an order before this one will give; only a room may ask so."""
STRONGEST = 100
"""Of how strongly an order holds to a thing; the weakest is 1."""


@dataclass(frozen=True, slots=True)
class ReferenceAsk:
    """One thing that an order names: `asset:<id>`, `anchor:<id>`, `soulid:<id>`.

    role: of a file, the model's input it is for; of an anchor, the one element that is meant, or "" for all it holds.
    """

    source: str
    id: str
    role: str = USUAL_ROLE
    strength: int | None = None
    """How strongly the order is to hold to it, 1..100; None where nothing was said of it."""


@dataclass(frozen=True, slots=True)
class Retakes:
    """Make it again while it is not like enough; the best take is shown. All takes are priced and held at once."""

    most: int
    """Further takes after the first, 1..5."""
    below: int
    """A take with a score below it, 1..99 of 100, is followed by the next."""
    score: str = "face"
    """What is measured: face | clothing | lighting | place | product."""
    within: int | None = None
    """Whole credits that the order may come to, first takes and all items; None: as many as `most` takes need."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One order before it is written down.

    `parameters` holds the values of the catalogue entry's inputs by role ("aspect_ratio", "duration", "seed", ...),
    already checked and filled with defaults by `studio.catalogue.validate`.
    """

    kind: str
    model: str
    prompt: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    references: tuple[ReferenceAsk, ...] = ()
    start_frame: UUID | None = None
    end_frame: UUID | None = None
    project: UUID | None = None
    parent: UUID | None = None
    audio_prompt: str = ""
    audio_type: str = ""
    count: int = 1
    """How many items: each is a generation with its own price, hold and seed."""
    retakes: Retakes | None = None
    camera: dict[str, Any] | None = None
    """The virtual camera by names and numbers, as `video` documents them; it goes over a preset that is named too."""
    master: dict[str, Any] | None = None
    """The master file wanted beside the result: {"format", "resolution"}; None for none."""

    def digest(self) -> str:
        """SHA-256 of everything asked: tells a repeated order from another one under the same key."""
        asked = asdict(self)
        if self.retakes is None:
            del asked["retakes"]  # as it was before there were any: a key that was used then is still the same order
        for name in ("camera", "master"):
            if asked[name] is None:
                del asked[name]  # as well
        for each in asked["references"]:
            if each["strength"] is None:
                del each["strength"]  # as well
        return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()

    def with_parameters(self, **changes: Any) -> Ask:
        return replace(self, parameters={**self.parameters, **changes})


@dataclass(frozen=True, slots=True)
class ResolvedReference:
    """What a source hands over for one ask; `file` is a name in our storage."""

    role: str
    file: str = ""
    text: str = ""
    label: str = ""
    """How the user knows it."""
    kind: str = "picture"
    """picture | clip | sound, of the file."""
    content_type: str = ""
    size_bytes: int = 0
    seconds: float | None = None
    longest_px: int = 0
    """What is known of the file; some prices follow from it."""
    facts: dict[str, Any] = field(default_factory=dict)
    """JSON: what its room has measured of it, for the engine alone."""


class ReferenceSource(Protocol):
    """Who resolves "anchor:<id>" in an order; one line of REFERENCE_SOURCES each."""

    def resolve(self, user: User, ask: ReferenceAsk) -> tuple[ResolvedReference, ...]:
        """The files and words of one thing. Raises NotFound for what this user cannot see."""


@dataclass(frozen=True, slots=True)
class HeldPicture:
    """One more picture of a thing that is held; `file` is a name in our storage."""

    file: str
    content_type: str = ""
    size_bytes: int = 0
    longest_px: int = 0


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One thing that an order holds to: a face, clothes, a light. How it goes in depends on the model."""

    element: str
    """face | clothing | lighting | environment | product."""
    file: str = ""
    """Name in our storage of the picture for models that take references."""
    cut: str = ""
    """Name in our storage of the same for our own engine and for measuring: with alpha where something is cut out."""
    words: dict[str, str] = field(default_factory=dict)
    """Language -> what to say of it to a model that takes words alone; empty where nothing can be said."""
    facts: dict[str, Any] = field(default_factory=dict)
    """JSON: what was measured of it."""
    label: str = ""
    """How the user knows it."""
    content_type: str = ""
    size_bytes: int = 0
    longest_px: int = 0
    more: tuple[HeldPicture, ...] = ()
    """Further pictures of the same, the best first: how many go in follows from the model's cap and the strength."""
    rank: int = 0
    """Of two parts that hold the same element the higher one wins, whichever was added first."""
    why: str = ""
    """What is said where it wins by its rank: a part of a sentence, in the active language."""
    handle: str = ""
    """How prompts name it after an "@"; "" where they cannot."""


@runtime_checkable
class HoldingSource(Protocol):
    """Who lends what pictures hold; a line of REFERENCE_SOURCES too."""

    def lend(self, user: User, asks: Sequence[ReferenceAsk]) -> tuple[tuple[HeldPart, ...], ...]:
        """For each ask what is held, the most telling first; all are read together.

        Raises NotFound for what this user cannot see, BadInput for an element that there is not, and Conflict where
        nothing can be lent yet.
        """


@runtime_checkable
class NamingSource(Protocol):
    """A source whose things prompts can name: "@maria". Beside `lend`, on the same line of REFERENCE_SOURCES."""

    def named(self, user: User, handles: Collection[str]) -> Mapping[str, ReferenceAsk]:
        """By handle the things of this user that orders can hold to; handles are in lower case. Unknown ones are left
        out: a prompt may say "@" of whatever it likes."""


@runtime_checkable
class ErasableSource(Protocol):
    """A source whose things can be erased at once and for good, and not just put into a bin."""

    def refuse_gone(self, user: User, ids: Collection[str]) -> None:
        """Raises NotFound for what has been erased since it was lent: an order must not bring a copy of it back.

        Called where the order is written, under the lock of the account that whoever erases takes too.
        """
