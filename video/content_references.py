"""What a shot is made from beside its words: people, anchors and files, each looked for among its owner's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, NotFound
from studio.ask import STRONGEST, USUAL_ROLE, ReferenceAsk
from studio.catalogue.inputs import FRAMES, HELD_ROLES, MEDIA_KINDS
from studio.engines.tables import holding_source, reference_source
from studio.models import User
from studio.shaping import names_camera
from video.content_fields import identity, text, whole
from video.trait_fields import Unfit

MOST: Final = 20
LONGEST_WORD: Final = 30
PARTS: Final = frozenset({"source", "id", "role", "strength"})


def references_of(owner: User, value: Any, *, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The references as a shot keeps them, each once.

    Those that it had before are not looked for again: what was put into the bin since must not keep a shot's words
    from being saved; a render says that it is gone. Raises Unfit for what this person cannot see or an order cannot
    hold to.
    """
    if value is None:
        return []
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Unfit(_("The references are a list."))
    if len(value) > MOST:
        raise Unfit(_("A shot can be made from %(limit)d things at most.") % {"limit": MOST})
    asked = {(each.source, each.id, each.role): each for each in map(reference, value)}
    known = {(each.get("source"), each.get("id"), each.get("role")) for each in before}
    check_new(owner, [each for key, each in asked.items() if key not in known])
    return [asdict(each) for each in asked.values()]


def reference(value: Any) -> ReferenceAsk:
    """One of them in the shape of an order's. Raises Unfit."""
    if not isinstance(value, Mapping) or value.keys() - PARTS:
        raise Unfit(_("A reference has a source, an id, a role and a strength."))
    source = text(value.get("source") or "asset", most=LONGEST_WORD)
    found = identity(value.get("id"))
    if found is None or source not in sources():
        raise Unfit(_("There are no references of this kind."))
    strength = value.get("strength")
    return ReferenceAsk(
        source=source,
        id=str(found),
        role=text(value.get("role", USUAL_ROLE), most=LONGEST_WORD),
        strength=None if strength in (None, "") else whole(strength, low=1, high=STRONGEST),
    )


def sources() -> list[str]:
    """Not what rooms keep for themselves, nor the camera: a shot has a field for that."""
    return [name for name in settings.REFERENCE_SOURCES if name not in settings.ROOM_SOURCES and not names_camera(name)]


def check_new(owner: User, asked: Sequence[ReferenceAsk]) -> None:
    """Asks each source for its own, those of one together. Raises Unfit with its sentence."""
    for name in dict.fromkeys(each.source for each in asked):
        own = [each for each in asked if each.source == name]
        holding = holding_source(name)
        try:
            if holding is not None:
                holding.lend(owner, own)
            else:
                for each in own:
                    check_file(owner, each)
        except (BadInput, Conflict, NotFound) as refused:
            raise Unfit(refused.message) from refused


def check_file(owner: User, asked: ReferenceAsk) -> None:
    """Raises NotFound, and Unfit for a role that is no file's or another kind of file's."""
    kind = MEDIA_KINDS.get(asked.role)
    lent = reference_source(asked.source).resolve(owner, asked)
    if kind is None or asked.role in FRAMES or asked.role in HELD_ROLES or any(each.kind != kind for each in lent):
        raise Unfit(_("This file cannot be used so."))
