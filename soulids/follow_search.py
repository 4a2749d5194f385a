"""What the hall tells of searches that are over: `studio.follow.FollowUp`."""

from __future__ import annotations

from soulids.services import searching
from studio.models import Generation


class Searched:
    """The answer written down; the picture and the numbers of the face forgotten, however it ended."""

    def done(self, generation: Generation) -> None:
        searching.end(generation)

    def ended(self, generation: Generation) -> None:
        searching.end(generation)
