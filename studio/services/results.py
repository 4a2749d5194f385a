"""Results: checked, measured and kept before they count as made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from reklamai.core.errors import MediaError, StoreTrouble
from reklamai.core.stores.base import TYPES
from reklamai.media import archives, probe, thumbnails
from reklamai.media.probe import MediaFacts
from reklamai.media.types import Report
from studio import storage
from studio.engines.base import Result, ResultFile
from studio.models import Asset, AssetKind, AssetOrigin, Generation
from studio.storage import Kept

ARCHIVE_TYPE = "application/zip"
DEEP = re.compile(r"p(1[0-6])(?:le|be)$")
"""FFmpeg's names of pixel formats: yuv422p10le."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One result file in our store, not yet in any row."""

    kept: Kept
    thumbnail: Kept | None
    facts: MediaFacts
    content_type: str
    metadata: dict[str, Any]


def keep(generation: Generation, result: Result, *, workdir: Path, report: Report) -> tuple[Stored, ...]:
    """Open, measure and copy every file of a result. Raises MediaError for a file that is not what it says.

    Before any row is written: a file cannot roll back, and a leftover of a failed commit is swept. A store that is away
    is asked again for STORE_PATIENCE_S, as what was made need not be made anew; then its StoreTrouble is raised.
    """
    if not result.files and generation.kind not in settings.FILELESS_KINDS:
        raise MediaError("The work ended without a result.")
    folder = f"{generation.owner_id}/{generation.pk}"
    return tuple(stored(file, folder=folder, workdir=workdir, report=report) for file in result.files)


def stored(file: ResultFile, *, folder: str, workdir: Path, report: Report) -> Stored:
    content_type = TYPES.get(file.path.suffix.lower())
    if content_type is None:
        raise MediaError("The work ended with a file of an unknown type.", suffix=file.path.suffix)
    facts = archives.facts_of(file.path) if content_type == ARCHIVE_TYPE else probe.probe(file.path)
    small = make_thumbnail(file.path, facts.kind, out=workdir / f"{file.path.stem}.thumbnail.webp")
    return Stored(
        kept=patiently_kept(file.path, folder=folder, report=report),
        thumbnail=patiently_kept(small, folder=folder, report=report),
        facts=facts,
        content_type=content_type,
        metadata=file.metadata,
    )


def patiently_kept(path: Path, *, folder: str, report: Report) -> Kept:
    """Kept, however often the store has to be asked. Between two tries `report` may raise Cancelled."""
    again = Retrying(
        retry=retry_if_exception_type(StoreTrouble),
        stop=stop_after_delay(settings.STORE_PATIENCE_S),
        wait=wait_random_exponential(multiplier=0.5, max=15),
        before_sleep=lambda _state: report("storing", 1.0),
        reraise=True,
    )
    return again(storage.keep, path, folder=folder)


def make_thumbnail(path: Path, kind: str, *, out: Path) -> Path:
    """A small WebP of a picture, a clip, a sound or the first picture of an archive."""
    if kind == AssetKind.ARCHIVE:
        archives.archive_thumbnail(path, out)
    else:
        thumbnails.thumbnail(path, kind, out)
    return out


def names(files: tuple[Stored, ...]) -> set[str]:
    """Everything in our store that belongs to these results."""
    return {kept.name for file in files for kept in (file.kept, file.thumbnail) if kept}


def attach(generation: Generation, files: tuple[Stored, ...]) -> None:
    """Write the rows of what was kept. Inside the transaction that finishes the generation."""
    given = {
        "owner_id": generation.owner_id,
        "project_id": generation.project_id,
        "origin": AssetOrigin.RESULT,
        "name": generation.prompt[:120],
    }
    rows = [
        Asset.objects.get_or_create(generation=generation, position=position, defaults=columns(file) | given)[0]
        for position, file in enumerate(files)
    ]
    if sound := next((each for each in rows if each.is_sound), None):
        Generation.objects.filter(pk=generation.pk).update(audio=sound)


def deeper(facts: MediaFacts) -> dict[str, Any]:
    """Of a clip with room for more than 8 bits, how many: what it can be exported as follows from it."""
    found = DEEP.search(facts.pixel_format) if facts.kind == AssetKind.CLIP else None
    return {"container_bits": int(found[1])} if found else {}


def columns(file: Stored) -> dict[str, Any]:
    """The columns of an asset that a stored file fills."""
    facts = file.facts
    return {
        "kind": facts.kind,
        "file": file.kept.name,
        "thumbnail": file.thumbnail.name if file.thumbnail else "",
        "content_type": file.content_type,
        "size_bytes": file.kept.size_bytes,
        "sha256": file.kept.sha256,
        "width": facts.width or None,
        "height": facts.height or None,
        "duration_s": facts.duration_s or None,
        "fps": float(facts.fps) if facts.fps else None,
        "has_sound": facts.has_sound,
        "metadata": file.metadata | deeper(facts),
    }
