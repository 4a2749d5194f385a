"""What a vendor made after its order's deadline: brought home and given to its owner, free."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.utils import translation

from reklamai.core.errors import EngineError, ReklamError
from studio.engines.base import Waiting
from studio.engines.tables import engine_for
from studio.models import Generation, Status
from studio.services import finishing, results, work
from studio.services.jobs import job_for
from studio.services.workdirs import workdir

logger = logging.getLogger(__name__)


class Quiet:
    """A `JobReport` for work that nobody watches: its order is over, and nothing may be sent for it any more."""

    def __call__(self, stage: str, share: float) -> None:
        """Nobody looks at the progress of an order that has ended."""

    def sending(self) -> None:
        raise EngineError("An order that is over is not sent again.")

    def keep(self, **facts: Any) -> None:
        """Nobody redoes what is late."""

    def accepted(self, provider_ref: str) -> None:  # noqa: ARG002  # the port's
        raise EngineError("An order that is over is not sent again.")


def fetch(pk: UUID) -> None:
    """Bring home what an expired order's vendor has made. Safe to repeat; nothing is charged."""
    expired = Generation.objects.filter(pk=pk, status=Status.FAILED, error_code="expired").exclude(provider_ref="")
    generation = expired.select_related("owner", "start_frame", "end_frame").first()
    if generation is None:
        return
    with translation.override(generation.language):
        try:
            if not bring(generation):
                return  # the vendor still has it: the poller asks on
        except ReklamError as error:
            if isinstance(error, EngineError) and error.repeatable and not error.anew:
                return
            logger.info("nothing came late", extra={"generation": str(pk), "code": error.code})
    expired.update(ask_after=None)


def bring(generation: Generation) -> bool:
    """Whether there was a result, which is now its owner's."""
    with workdir("job") as folder:
        job = job_for(generation, workdir=folder)
        outcome = engine_for(generation.provider, generation.kind).run(job, Quiet())
        if isinstance(outcome, Waiting):
            return False
        if finishing.is_left(job, outcome):
            outcome = finishing.as_made(job, outcome)
        files = results.keep(generation, outcome, workdir=folder, report=Quiet())
        work.finish(generation, outcome, files)
    return True
