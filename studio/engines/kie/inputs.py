"""Files of an order, given to KIE once and named by address as long as it keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from reklamai.core.errors import MediaError
from reklamai.media.sniff import sniff
from reklamai.providers.kie.client import Kie
from studio.engines.base import Desk, Job, JobReport
from studio.engines.request import Addresses, wanted_roles

FOLDER = "inputs"
KEPT_HOURS = 20
"""Current pages promise 24 hours, older ones 3 days: an order must have been begun before they are over."""


def given(kie: Kie, job: Job, report: JobReport) -> Addresses:
    """The addresses of the order's files at KIE, by role; uploaded where KIE does not have them yet."""
    wanted = wanted_roles(job.entry)
    files = [(role, path) for role, path in files_of(job) if role in wanted]
    addresses: dict[str, list[str]] = {}
    for position, (role, path) in enumerate(files):
        report("giving", position / len(files))
        addresses.setdefault(role, []).append(address_of(kie, path, desk=job.desk))
    return addresses


def files_of(job: Job) -> Iterator[tuple[str, Path]]:
    for role, path in (("start_frame", job.start_frame), ("end_frame", job.end_frame)):
        if path is not None:
            yield role, path
    for reference in job.references:
        if reference.path is not None:
            yield reference.role, reference.path


def lost(job: Job) -> None:
    """Give this order's files anew next time: the vendor could not read one of them, and does not say which."""
    for _role, path in files_of(job):
        job.desk.forget("kie", digest_of(path))


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def address_of(kie: Kie, path: Path, *, desk: Desk) -> str:
    digest = digest_of(path)
    address = desk.kept("kie", digest)
    if not address:
        kind = sniff(path)
        if kind is None:
            raise MediaError("A file of this order is of a kind that cannot be given away.", file=path.name)
        # Named by its content: the same name would overwrite, and nothing of ours or the user's is told.
        sent = kie.upload(path, name=f"{digest[:32]}{kind.suffix}", folder=FOLDER, content_type=kind.content_type)
        address = sent.url
        desk.keep("kie", digest, address, hours=KEPT_HOURS)
    return address
