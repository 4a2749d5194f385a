"""The results of a finished task, brought here at once: KIE's own links die within a day."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import httpx

from reklamai.core.errors import MediaError
from reklamai.providers.kie.client import Kie
from reklamai.providers.kie.tasks import Task
from studio.engines.base import Job, JobReport, Result, ResultFile
from studio.engines.bringing import MOST_FILES, brought
from studio.engines.spoken import noted_by_ear

USD_PER_CREDIT = Decimal("0.005")


def result_of(kie: Kie, outside: httpx.Client, task: Task, job: Job, report: JobReport) -> Result:
    """The files of a task that has ended well. Raises MediaError for a success that holds nothing usable."""
    if not task.urls:
        raise MediaError("The maker ended without a file.", task=task.id)
    urls = task.urls[:MOST_FILES]
    files = []
    for position, url in enumerate(urls):
        report("fetching", position / len(urls))
        # where it has expired, a fresh address is good for 20 minutes
        fresh = partial(kie.download_url, url)
        files.append(ResultFile(brought(outside, url, job, name=f"result-{position}", fresh=fresh)))
    cost = None if task.credits is None else task.credits * USD_PER_CREDIT
    return Result(files=tuple(files), cost=cost, notes=notes_of(files, job))


def notes_of(files: list[ResultFile], job: Job) -> dict[str, Any]:
    """When each word of speech is spoken. Measured here: KIE has a switch for it and documents no answer (2026-10)."""
    if job.kind != "text_to_speech":
        return {}
    return noted_by_ear(files[0].path, job.prompt, language=str(job.parameters.get("language") or ""))
