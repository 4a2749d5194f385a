"""Everything that can be wrong with an ask, found before a credit moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import overload
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, NotFound
from studio.ask import Ask, HeldPart, ReferenceAsk, ResolvedReference
from studio.catalogue import price, validate
from studio.catalogue.files import File, check_files
from studio.catalogue.inputs import FRAMES
from studio.engines.base import Engine, Sent
from studio.engines.tables import engine_for, holding_source, reference_source
from studio.holding import Fitted, Lent, file_of, fitted
from studio.models import Asset, Generation, Project, User
from studio.references import asset_of
from studio.references import lent as lent_asset
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer

MOST_HELD = 20
"""Things that one order names to hold to: more than that is no composer's ask, and each costs reading."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An ask that can be served: with its offer, engine, price of one item, and what it names."""

    ask: Ask
    """As it was asked: what is written down, and asked again."""
    fitted: Fitted
    """As it goes to the maker, with what it holds to put in."""
    offer: Offer
    engine: Engine
    each: int
    references: tuple[tuple[ReferenceAsk, ResolvedReference], ...]
    frames: dict[str, Asset]
    project: Project | None
    parent: Generation | None

    def sent(self, *, language: str, seed: int | None = None) -> Sent:
        """What the maker is sent, in full."""
        ask = self.fitted.ask if seed is None else self.fitted.ask.with_parameters(seed=seed)
        sent = self.engine.describe(ask, self.offer.entry, language=language)
        return replace(sent, controls=(*sent.controls, *self.fitted.controls), notes=(*sent.notes, *self.fitted.notes))


def checked(*, owner: User, ask: Ask) -> Checked:
    """Everything that can be wrong with an ask, found before a credit moves.

    Raises AskInvalid, NotFound (a thing this user cannot see), Conflict (model off), Unsupported, NotConfigured.
    """
    offer = catalogue.offer(ask.model)
    if offer.off:
        raise Conflict(offer.off)
    plain, lent = parted(owner, ask)
    put = fitted(offer.entry, plain, lent)
    told = validate.check(offer.entry, put.ask)
    put = replace(put, ask=told)
    ask = replace(ask, parameters=told.parameters, kind=told.kind)
    engine = engine_for(offer.entry.provider, told.kind)
    engine.check(told, offer.entry)
    references = resolved(owner, plain)
    frames = {role: asset_of(owner, pk) for role in FRAMES if (pk := getattr(ask, role))}
    files = [
        *(known(lent) for _asked, lent in references if lent.file),
        *(file_of(row.part, row.role) for row in put.rows if row.role),
        *(known(lent_asset(asset, role)) for role, asset in frames.items()),
    ]
    if faults := check_files(offer.entry, told, files):
        raise validate.AskInvalid(faults)
    each = price.quote(
        offer.entry, told, margin_percent=offer.margin_percent, credit_usd=settings.CREDIT_USD, files=files
    )
    return Checked(
        ask=ask,
        fitted=put,
        offer=offer,
        engine=engine,
        each=each,
        references=references,
        frames=frames,
        project=project_of(owner, ask.project),
        parent=Generation.objects.filter(owner=owner, pk=ask.parent).first() if ask.parent else None,
    )


def parted(owner: User, ask: Ask) -> tuple[Ask, list[Lent]]:
    """The ask with its plain files alone, and the parts that its other references lend.

    Raises BadInput for more than MOST_HELD of these.
    """
    plain = tuple(each for each in ask.references if holding_source(each.source) is None)
    held = list(dict.fromkeys(each for each in ask.references if holding_source(each.source) is not None))
    if len(held) > MOST_HELD:
        raise BadInput(_("An order can hold to %(limit)d things at most.") % {"limit": MOST_HELD})
    return replace(ask, references=plain), lent_to(owner, held)


def lent_to(owner: User, held: Sequence[ReferenceAsk]) -> list[Lent]:
    """What these references lend, in their order; those of one source are read together."""
    found: dict[ReferenceAsk, tuple[HeldPart, ...]] = {}
    for name in dict.fromkeys(each.source for each in held):
        source, asked = holding_source(name), [each for each in held if each.source == name]
        if source is not None:
            found |= dict(zip(asked, source.lend(owner, asked), strict=True))
    return [(each, part) for each in held for part in found.get(each, ())]


def known(lent: ResolvedReference) -> File:
    """What checks and prices need of a file."""
    return File(
        role=lent.role,
        kind=lent.kind,
        content_type=lent.content_type,
        size_bytes=lent.size_bytes,
        seconds=lent.seconds,
        longest_px=lent.longest_px,
    )


def resolved(owner: User, ask: Ask) -> tuple[tuple[ReferenceAsk, ResolvedReference], ...]:
    return tuple(
        (reference, lent)
        for reference in ask.references
        for lent in reference_source(reference.source).resolve(owner, reference)
    )


@overload
def project_of(owner: User, pk: UUID) -> Project: ...
@overload
def project_of(owner: User, pk: UUID | None) -> Project | None: ...
def project_of(owner: User, pk: UUID | None) -> Project | None:
    """This user's project; None where none is named. Raises NotFound."""
    if pk is None:
        return None
    project = Project.objects.visible_to(owner).filter(pk=pk).first()
    if project is None:
        raise NotFound(_("There is no such project."))
    return project
