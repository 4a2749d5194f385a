"""What an order holds to, borrowed from the rooms: what its references name, and what "@names" in its prompt name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.ask import Ask, HeldPart, ReferenceAsk
from studio.catalogue.entry import Entry
from studio.engines.tables import holding_source, naming_sources
from studio.holding import Lent
from studio.mentions import mentions
from studio.models import User
from studio.shots import words_read

MOST_HELD = 20
"""Things that one order names to hold to: more than that is no composer's ask, and each costs reading."""


def parted(owner: User, ask: Ask, entry: Entry) -> tuple[Ask, list[Lent], list[str]]:
    """The ask with its plain files alone; the parts that its other references and its prompt's names lend; and a
    sentence for each name that is nobody's.

    Raises BadInput for more than MOST_HELD of these, and as `HoldingSource.lend`.
    """
    plain = tuple(each for each in ask.references if holding_source(each.source) is None)
    held = list(dict.fromkeys(each for each in ask.references if holding_source(each.source) is not None))
    named, notes = named_in(owner, ask, entry)
    chosen = {(each.source, each.id) for each in held}
    held += [each for each in named if (each.source, each.id) not in chosen]
    if len(held) > MOST_HELD:
        raise BadInput(_("An order can hold to %(limit)d things at most.") % {"limit": MOST_HELD})
    return replace(ask, references=plain), lent_to(owner, held), notes


def named_in(owner: User, ask: Ask, entry: Entry) -> tuple[list[ReferenceAsk], list[str]]:
    """What the words name, in the order of the names. In words that are spoken, or not read, nobody is named."""
    if entry.output == "audio" or entry.input_for("prompt") is None:
        return [], []
    handles = list(dict.fromkeys(each.handle for each in mentions(words_read(ask))))
    found: dict[str, ReferenceAsk] = {}
    for source in naming_sources() if handles else ():
        found = {**source.named(owner, handles), **found}
    words = _("“@%(name)s”: no Soul ID that is ready has this name, so the words stay as they are.")
    notes = [words % {"name": each} for each in handles if each not in found]
    return list(dict.fromkeys(found[each] for each in handles if each in found)), notes


def lent_to(owner: User, held: Sequence[ReferenceAsk]) -> list[Lent]:
    """What these references lend, in their order; those of one source are read together."""
    found: dict[ReferenceAsk, tuple[HeldPart, ...]] = {}
    for name in dict.fromkeys(each.source for each in held):
        source, asked = holding_source(name), [each for each in held if each.source == name]
        if source is not None:
            found |= dict(zip(asked, source.lend(owner, asked), strict=True))
    return [(each, part) for each in held for part in found.get(each, ())]
