"""What the hall tells of looks at photos that are over: `studio.follow.FollowUp`."""

from __future__ import annotations

from soulids.services import judging
from studio.models import Generation, Status


class Judged:
    """The end of a look, written down with its photos; the next ones are looked at."""

    def done(self, generation: Generation) -> None:
        # What comes after its deadline brings no notes: its photos have failed then, and may be looked at again.
        if generation.status == Status.DONE:
            judging.write_down(generation)

    def ended(self, generation: Generation) -> None:
        judging.failed(generation)
