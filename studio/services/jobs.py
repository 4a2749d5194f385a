"""From a row to what an engine is given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Rejected
from studio import storage
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import SHOTS
from studio.catalogue.shots import shots_in
from studio.engines.base import Job, Reference
from studio.holding import spoken
from studio.models import Asset, Generation, GenerationReference
from studio.references import ERASED
from studio.selectors import catalogue
from studio.services import bells
from studio.services.vendors import SharedDesk
from studio.shaping import spoken_after
from studio.shots import filmed, spoken_shots

RINGING = frozenset({"kie", "replicate"})
"""Providers that ring at a door of ours when a task has ended."""


def job_for(generation: Generation, *, workdir: Path) -> Job:
    """The job of a row, with its files at hand as local paths to read. Raises Rejected where one was erased."""
    inputs = workdir / "inputs"
    inputs.mkdir()
    rows = tuple(generation.references.all())
    refuse_erased(generation, rows)
    entry = catalogue.offer(generation.model).entry
    return Job(
        id=str(generation.pk),
        kind=generation.kind,
        entry=entry,
        prompt=spoken(words_of(generation), texts_of(rows), names_of(rows)),
        seed=generation.seed or 0,
        parameters={**generation.parameters, **given_of(rows), **shots_of(generation, entry, rows)},
        workdir=workdir,
        references=tuple(reference_of(row, inputs) for row in rows),
        start_frame=frame_of(generation.start_frame, inputs),
        end_frame=frame_of(generation.end_frame, inputs),
        language=generation.language,
        provider_ref=generation.provider_ref,
        kept=generation.kept,
        waited_s=(timezone.now() - (generation.sent_at or generation.created_at)).total_seconds(),
        callback_url=bells.url_for(generation.provider, generation.pk) if generation.provider in RINGING else "",
        desk=SharedDesk(),
        plan=generation.plan,
    )


def words_of(generation: Generation) -> str:
    """The words that were typed, and after them what the model is told of the camera."""
    return spoken_after(generation.prompt, generation.plan.get("words", ""))


def shots_of(generation: Generation, entry: Entry, rows: Iterable[GenerationReference]) -> dict[str, Any]:
    """The shots of an order of several, told what else a prompt is told; {} for all others."""
    shots = shots_in(generation.parameters)
    if not shots:
        return {}
    filmed_ones = filmed(shots, generation.plan.get("words", ""))
    return {SHOTS: spoken_shots(entry, filmed_ones, texts_of(rows), names_of(rows))}


def texts_of(rows: Iterable[GenerationReference]) -> list[str]:
    """What is said of each thing held, "" of those that no words tell of."""
    return [row.text for row in rows if row.element]


def names_of(rows: Iterable[GenerationReference]) -> dict[str, str]:
    """What names in the prompt are said as, by handle."""
    return {handle: words for row in rows for handle, words in row.facts.get("mentions", {}).items()}


def given_of(rows: Iterable[GenerationReference]) -> dict[str, Any]:
    """What goes in by what is held, beside the settings: trained weights, which no setting names."""
    return {role: value for row in rows for role, value in row.facts.get("given", {}).items()}


def refuse_erased(generation: Generation, rows: tuple[GenerationReference, ...]) -> None:
    """Raises Rejected for an order that would be sent without what it was to hold to: it would be paid for nothing."""
    if not generation.provider_ref and any(row.source_id == ERASED for row in rows):
        raise Rejected(_("Something that this order was to hold to has been deleted."))


def reference_of(row: GenerationReference, inputs: Path) -> Reference:
    return Reference(
        role=row.role,
        path=storage.local_copy(row.file, into=inputs) if row.file else None,
        text=row.text,
        source=row.source,
        source_id=row.source_id,
        element=row.element,
        facts=row.facts,
    )


def frame_of(asset: Asset | None, inputs: Path) -> Path | None:
    return storage.local_copy(asset.stored_name, into=inputs) if asset else None
