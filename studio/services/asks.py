"""Everything that can be wrong with an ask, found before a credit moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import overload
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from studio.ask import Ask, ReferenceAsk, ResolvedReference
from studio.catalogue import price, validate
from studio.catalogue.files import File, check_files
from studio.catalogue.inputs import FRAMES
from studio.engines.base import Engine
from studio.engines.tables import engine_for, reference_source
from studio.models import Asset, Generation, Project, User
from studio.references import asset_of
from studio.references import lent as lent_asset
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer


@dataclass(frozen=True, slots=True)
class Checked:
    """An ask that can be served: with its offer, engine, price of one item, and what it names."""

    ask: Ask
    offer: Offer
    engine: Engine
    each: int
    references: tuple[tuple[ReferenceAsk, ResolvedReference], ...]
    frames: dict[str, Asset]
    project: Project | None
    parent: Generation | None


def checked(*, owner: User, ask: Ask) -> Checked:
    """Everything that can be wrong with an ask, found before a credit moves.

    Raises AskInvalid, NotFound (a thing this user cannot see), Conflict (model off), Unsupported, NotConfigured.
    """
    offer = catalogue.offer(ask.model)
    if offer.off:
        raise Conflict(offer.off)
    ask = validate.check(offer.entry, ask)
    engine = engine_for(offer.entry.provider, ask.kind)
    engine.check(ask, offer.entry)
    references = resolved(owner, ask)
    frames = {role: asset_of(owner, pk) for role in FRAMES if (pk := getattr(ask, role))}
    files = [
        *(known(lent) for _asked, lent in references if lent.file),
        *(known(lent_asset(asset, role)) for role, asset in frames.items()),
    ]
    if faults := check_files(offer.entry, ask, files):
        raise validate.AskInvalid(faults)
    each = price.quote(
        offer.entry, ask, margin_percent=offer.margin_percent, credit_usd=settings.CREDIT_USD, files=files
    )
    return Checked(
        ask=ask,
        offer=offer,
        engine=engine,
        each=each,
        references=references,
        frames=frames,
        project=project_of(owner, ask.project),
        parent=Generation.objects.filter(owner=owner, pk=ask.parent).first() if ask.parent else None,
    )


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
