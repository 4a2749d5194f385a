"""The results of a finished task, brought here at once: KIE's own links die within a day."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import httpx

from reklamai.core.errors import BadInput, MediaError, Rejected
from reklamai.core.outside.fetch import fetch
from reklamai.media.sniff import sniff
from reklamai.providers.kie.client import Kie
from reklamai.providers.kie.tasks import Task
from studio.engines.base import Job, JobReport, Result, ResultFile

USD_PER_CREDIT = Decimal("0.005")
MOST_BYTES = {"image": 200 * 2**20, "video": 2 * 2**30, "audio": 200 * 2**20}
MOST_FILES = 16
"""Grok gives 6 pictures at once, Suno 2 songs; a longer list is a fault, not a present."""
MOST_S = 600.0
KINDS = {"image": "picture", "video": "clip", "audio": "sound"}


def result_of(kie: Kie, web: httpx.Client, task: Task, job: Job, report: JobReport) -> Result:
    """The files of a task that has ended well. Raises MediaError for a success that holds nothing usable."""
    if not task.urls:
        raise MediaError("The maker ended without a file.", task=task.id)
    urls = task.urls[:MOST_FILES]
    files = []
    for position, url in enumerate(urls):
        report("fetching", position / len(urls))
        files.append(ResultFile(brought(kie, web, url, job, name=f"result-{position}")))
    cost = None if task.credits is None else task.credits * USD_PER_CREDIT
    return Result(files=tuple(files), cost=cost)


def brought(kie: Kie, web: httpx.Client, url: str, job: Job, *, name: str) -> Path:
    """One file in the workdir, named by what its content is, whatever its address or server say."""
    into = job.workdir / name
    most = MOST_BYTES.get(job.entry.output, MOST_BYTES["image"])
    try:
        try:
            fetch(web, url, into, most_bytes=most, most_s=MOST_S)
        except Rejected:  # expired: a fresh address is good for 20 minutes
            fetch(web, kie.download_url(url), into, most_bytes=most, most_s=MOST_S)
    except BadInput as error:  # an address or a size that no honest result has
        raise MediaError("The maker's result cannot be fetched.", cause=error.code, **error.facts) from error
    kind = sniff(into)
    if kind is None or kind.kind != KINDS.get(job.entry.output, kind.kind):
        raise MediaError("The maker sent a file that is not what was ordered.", output=job.entry.output)
    return into.rename(into.with_suffix(kind.suffix))
