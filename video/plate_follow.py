"""What the hall tells of plates that are over: `studio.follow.FollowUp`."""

from __future__ import annotations

from studio.models import Generation, Status
from video.services import plates


class Plated:
    """The end of a reading, written down with the plate that waits for it."""

    def done(self, generation: Generation) -> None:
        # What comes after its deadline brings files and no notes: the plate has failed, and is read again when wanted.
        if generation.status == Status.DONE:
            plates.write_down(generation)

    def ended(self, generation: Generation) -> None:
        plates.failed(generation)
