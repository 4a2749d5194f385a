"""What the hall tells of extractions that are over: `studio.follow.FollowUp`."""

from __future__ import annotations

from anchors.services import extracting
from studio.models import Generation, Status


class Extracted:
    """The end of an extraction, written down with the anchors that wait for it."""

    def done(self, generation: Generation) -> None:
        # What comes after its deadline brings files and no notes, so no features: its owner looks again.
        if generation.status == Status.DONE:
            extracting.write_down(generation)

    def ended(self, generation: Generation) -> None:
        """Nothing to write: an anchor points at its extraction, and says with that why nothing was found."""
