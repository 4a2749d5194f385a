"""Weights of a person, trained by Replicate on the photos: paid once, however often a worker dies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.conf import settings

from reklamai.core.errors import Busy, Cancelled, EngineError
from reklamai.providers.replicate.answers import Task, UnknownAnswer, trained
from reklamai.providers.replicate.client import Replicate
from reklamai.providers.replicate.progress import share_of
from soulids.lora_names import model_of, trigger_of
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines import request
from studio.engines.base import Cluster, Desk, Job, JobReport, Result, Sent, Waiting
from studio.engines.describe import sent_by_entry
from studio.engines.replicate import line
from studio.engines.replicate.line import Rhythm, bell, in_line, pause, refuse_without_key, speaking, taken

RHYTHM: Final[Rhythm] = ((120, 5), (7200, 15))
"""A training takes 20 to 30 minutes, and says how far it is."""
HARDWARE: Final = "cpu"
"""Any of their words does: it is for running the model, which nobody does; a training has its own."""
EVENTS: Final = ("start", "completed")
"""The first bell tells the number of a training whose answer was lost, while it can still be stopped."""


class LoraEngine:
    """A person's photos to weights (`Result.notes`: model, version, trigger, and the file that is "left" there)."""

    cluster: Cluster = "light"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:  # noqa: ARG002  # the port's
        refuse_without_key()

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result | Waiting:
        with speaking(job.desk) as replicate:
            if not job.provider_ref:
                return begin(replicate, job, report)
            task = replicate.training(job.provider_ref)
            if task is None or not task.is_over:
                return waiting(task, job.provider_ref, waited_s=job.waited_s)
            if task.state != "succeeded":
                raise priced(line.failed(task), task, job.entry)
            return result_of(replicate, task, job)

    def peek(self, entry: Entry, provider_ref: str, *, waited_s: float, desk: Desk) -> Waiting | None:  # noqa: ARG002
        with speaking(desk) as replicate:
            try:
                task = replicate.training(provider_ref)
            except UnknownAnswer:
                return None  # the worker meets it again and writes it down
        return None if task is not None and task.is_over else waiting(task, provider_ref, waited_s=waited_s)

    def stop(self, job: Job) -> None:
        with speaking(job.desk) as replicate:
            replicate.cancel_training(job.provider_ref)


def begin(replicate: Replicate, job: Job, report: JobReport) -> Waiting:
    """Give the photos, make the model, order the training; or stand in line, if it is not our turn."""
    try:
        body = request.inputs(job, {}) | given(replicate, job, report)
        model = made(replicate, job, report)
        task_id = ordered(replicate, job, report, model=model, body=body)
    except Busy as error:
        if wait := in_line(error):
            return wait
        raise
    taken(task_id, report, stop=replicate.cancel_training)
    return Waiting(task_id, ask_after=pause(0, RHYTHM), stage="waiting")


def given(replicate: Replicate, job: Job, report: JobReport) -> dict[str, Any]:
    """The inputs that are this person's. A file that an attempt before has given is there for a day."""
    # Here, as the web process knows this engine too and needs no OpenCV for it.
    from soulids.lora_files import packed

    trigger = trigger_of(job.id)
    file = job.kept.get("file")
    if not file:
        stored = replicate.upload(
            packed(job, report, trigger=trigger), name="photos.zip", content_type="application/zip"
        )
        file = {"id": stored.id, "url": stored.url}
        try:
            report.keep(file=file)
        except Cancelled:
            deleted(replicate, stored.id)  # written down nowhere, so nobody else would have it deleted
            raise
    return {"input_images": file["url"], "trigger_word": trigger}


def made(replicate: Replicate, job: Job, report: JobReport) -> str:
    """The private model to train into. Its name is written down before there is anything of that name."""
    model = job.kept.get("model")
    if not model:
        model = f"{line.owner(replicate)}/{model_of(job.id)}"
        report.keep(model=model)
    return replicate.create_model(model, hardware=HARDWARE).full_name


def ordered(replicate: Replicate, job: Job, report: JobReport, *, model: str, body: dict[str, Any]) -> str:
    trainer, _, version = settings.REPLICATE_TRAINER.partition(":")
    return replicate.train(
        trainer,
        version,
        destination=model,
        inputs=body,
        webhook_url=bell(job),
        events=EVENTS,
        sending=report.sending,
    )


def waiting(task: Task | None, provider_ref: str, *, waited_s: float) -> Waiting:
    """With the share of the steps that are done, read off the log."""
    share = share_of(task.logs) if task is not None else None
    stage = "waiting" if share is None else "weights"
    return Waiting(provider_ref, ask_after=pause(waited_s, RHYTHM), stage=stage, share=share or 0.0)


def result_of(replicate: Replicate, task: Task, job: Job) -> Result:
    """Raises UnknownAnswer for a success that names no weights: it is paid all the same."""
    try:
        found = trained(task)
    except UnknownAnswer as error:
        raise priced(error, task, job.entry) from error
    file = job.kept.get("file", {}).get("id", "")
    notes = {
        "model": job.kept.get("model") or found.model,
        "version": found.version,
        "trigger": trigger_of(job.id),
        "left": "" if not file or deleted(replicate, file) else file,
    }
    return Result(files=(), notes=notes, cost=cost_of(task, job.entry))


def deleted(replicate: Replicate, file: str) -> bool:
    """Whether the photos are gone there. What is in the way now is no reason to lose weights that are paid."""
    try:
        replicate.delete_file(file)
    except EngineError:
        return False
    return True


def priced(error: EngineError, task: Task, entry: Entry) -> EngineError:
    """The error with what the vendor took for it all the same."""
    error.facts["cost_usd"] = cost_of(task, entry)
    return error


def cost_of(task: Task, entry: Entry) -> Decimal | None:
    """The seconds that it ran, at the price of the machine in the entry. None where either is not told."""
    rate = entry.raw.get("usd_per_second")
    if task.seconds is None or rate is None:
        return None
    return round(Decimal(str(task.seconds)) * Decimal(str(rate)), 4)
