"""Everything that can be wrong with an ask, found before a credit moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import overload
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from studio.ask import PROMISED, Ask, ReferenceAsk, ResolvedReference
from studio.catalogue import price, validate
from studio.catalogue.files import File, check_files
from studio.catalogue.inputs import FRAMES
from studio.engines.base import Choosy, Engine, Sent
from studio.engines.tables import engine_for, reference_source
from studio.holding import Fitted, fitted
from studio.models import Asset, Generation, Project, User
from studio.references import asset_of
from studio.references import lent as lent_asset
from studio.retakes import takes_of
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer
from studio.services.lending import parted
from studio.shaping import Shape, shaped
from studio.shots import as_typed_by_hand
from studio.soundtracks import sounding


@dataclass(frozen=True, slots=True)
class Checked:
    """An ask that can be served: with its offer, engine, price of one item, and what it names."""

    ask: Ask
    """As it was asked: what is written down, and asked again."""
    fitted: Fitted
    """As it goes to the maker, with what it holds to put in."""
    shape: Shape
    """What its virtual camera and its master come to."""
    offer: Offer
    engine: Engine
    each: int
    takes: int
    """How many takes each item may have."""
    references: tuple[tuple[ReferenceAsk, ResolvedReference], ...]
    frames: dict[str, Asset]
    project: Project | None
    parent: Generation | None

    @property
    def total(self) -> int:
        """All that is held: every item with every take that it may have."""
        return self.each * self.ask.count * self.takes

    def sent(self, *, language: str, seed: int | None = None) -> Sent:
        """What the maker is sent, in full."""
        ask = self.fitted.ask if seed is None else self.fitted.ask.with_parameters(seed=seed)
        sent = self.engine.describe(ask, self.offer.entry, language=language)
        return replace(
            sent,
            controls=(*sent.controls, *self.fitted.controls, *self.shape.controls),
            notes=(*sent.notes, *self.fitted.notes, *self.shape.notes),
        )


PROMISED_FRAME = File(
    role="start_frame", kind="picture", content_type="image/png", size_bytes=4_000_000, longest_px=1920
)
"""What is known of a frame that is still to be made."""


def checked(*, owner: User, ask: Ask, promised: bool = False) -> Checked:
    """Everything that can be wrong with an ask, found before a credit moves.

    promised: whether its start frame may be `PROMISED`. Raises AskInvalid, NotFound (a thing this user cannot see),
    Conflict (model off), Unsupported, NotConfigured.
    """
    offer = catalogue.offer(ask.model)
    if offer.off:
        raise Conflict(offer.off)
    asked, lent, notes = parted(owner, ask, offer.entry)
    shape = sounding(shaped(owner, asked, offer.entry), offer.entry)
    put = fitted(offer.entry, shape.said, lent)
    told = validate.check(offer.entry, put.ask)
    put = replace(put, ask=told.with_parameters(**put.parameters), notes=(*put.notes, *notes))
    asked_for = as_typed_by_hand(told.parameters, shape.ask.parameters)
    ask = replace(ask, parameters=asked_for, kind=told.kind, camera=shape.camera)
    engine = engine_for(offer.entry.provider, told.kind)
    engine.check(put.ask, offer.entry)
    if isinstance(engine, Choosy):
        engine.check_for(owner, ask)
    references = resolved(owner, asked)
    frames, of_frames = frames_of(owner, ask, promised=promised)
    given = [*(known(lent) for _asked, lent in references if lent.file), *(row.given for row in put.rows if row.given)]
    each = priced(offer, told, [*given, *of_frames])
    return Checked(
        ask=ask,
        fitted=put,
        shape=shape,
        offer=offer,
        engine=engine,
        each=each,
        takes=takes_of(
            ask.retakes,
            held={row.part.element for row in put.rows},
            output=offer.entry.output,
            each=each,
            count=ask.count,
        ),
        references=references,
        frames=frames,
        project=project_of(owner, ask.project),
        parent=parent_of(owner, ask),
    )


def priced(offer: Offer, told: Ask, files: list[File]) -> int:
    """What one item costs, in whole credits. Raises AskInvalid for files that the model does not take."""
    if faults := check_files(offer.entry, told, files):
        raise validate.AskInvalid(faults)
    return price.quote(
        offer.entry, told, margin_percent=offer.margin_percent, credit_usd=settings.CREDIT_USD, files=files
    )


def frames_of(owner: User, ask: Ask, *, promised: bool) -> tuple[dict[str, Asset], list[File]]:
    """(the owner's frames by role, what checks and prices need of them); of one that is promised only the latter."""
    follows = promised and ask.start_frame == PROMISED
    named = {role: pk for role in FRAMES if (pk := getattr(ask, role)) and not (follows and pk == PROMISED)}
    frames = {role: asset_of(owner, pk) for role, pk in named.items()}
    known_of = [known(lent_asset(asset, role)) for role, asset in frames.items()]
    return frames, [*known_of, PROMISED_FRAME] if follows else known_of


def parent_of(owner: User, ask: Ask) -> Generation | None:
    """The work that it was made from: the one that is named, else of a page's own kinds the one that made the file."""
    rows = Generation.objects.filter(owner=owner)
    if ask.parent:
        return rows.filter(pk=ask.parent).first()
    if ask.kind not in settings.PAGE_KINDS:
        return None
    return rows.filter(assets__in=[each.id for each in ask.references if each.source == "asset"]).first()


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


def project_in_use(owner: User, pk: UUID | None) -> UUID | None:
    """Where more of a work of this project is filed: there, or nowhere while it lies in the bin. Its works do not."""
    return pk if pk and Project.objects.visible_to(owner).filter(pk=pk).exists() else None
