"""What the hall tells of trainings, master images and looks at these that are over: `studio.follow.FollowUp`."""

from __future__ import annotations

from soulids.services import learned, masters, measuring
from studio.models import Generation


class Trained:
    """The end of a training: a version of the Soul ID that waits for it."""

    def done(self, generation: Generation) -> None:
        learned.end(generation)

    def ended(self, generation: Generation) -> None:
        """Nothing to write: a Soul ID points at its training, and says with that why nothing was learned."""


class MasterMade:
    """The end of any order of a kind that master images are ordered as; one query where it was none."""

    def done(self, generation: Generation) -> None:
        masters.made(generation)

    def ended(self, generation: Generation) -> None:
        """Nothing to write: the row of a master image points at its order."""


class Measured:
    """The end of a look at a master image."""

    def done(self, generation: Generation) -> None:
        measuring.end(generation)

    def ended(self, generation: Generation) -> None:
        measuring.end(generation)
