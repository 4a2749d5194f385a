"""A vendor in a folder: takes orders, makes each in two seconds, and remembers every order that it was ever sent."""

import os
import time
from datetime import timedelta

import cv2
import numpy as np
from django.conf import settings

from studio.engines.base import Result, ResultFile, Waiting
from studio.engines.describe import sent_by_entry

TAKES_S, MAKES_S = 0.3, 2.0


class FakeVendor:
    """The engine of provider "fake". Its two halves, ours and the vendor's, meet in files only."""

    cluster = "light"
    can_stop = True

    def check(self, ask, entry):
        """It takes everything."""

    def describe(self, ask, entry, *, language):
        return sent_by_entry(ask, entry)

    def run(self, job, report):
        if not job.provider_ref:
            report.sending()
            ref = take(job.id)
            time.sleep(TAKES_S)  # the answer is on its way: a kill now leaves the order uncertain
            report.accepted(ref)
            return Waiting(ref, ask_after=timedelta(seconds=1), share=0.1)
        if time.time() - (folder() / job.provider_ref).stat().st_mtime < MAKES_S:
            return Waiting(job.provider_ref, ask_after=timedelta(seconds=1), share=0.5)
        return picture(job)

    def stop(self, job):
        """It was not billed."""


def folder():
    made = settings.HOME / "vendor"
    made.mkdir(exist_ok=True)
    return made


def take(order):
    """The vendor's side: one line for each time that an order was sent, then its work begins."""
    with (folder() / "sent").open("ab", buffering=0) as sent:
        sent.write(f"{order}\n".encode())
        os.fsync(sent.fileno())
    (folder() / f"ref-{order}").touch()
    return f"ref-{order}"


def picture(job):
    path = job.workdir / "made.png"
    cv2.imwrite(str(path), np.full((240, 320, 3), int(job.id[:2], 16), np.uint8))
    return Result(files=(ResultFile(path),), seed=job.seed)
