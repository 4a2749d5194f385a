"""What the hall tells of trainings of weights that are over: `studio.follow.FollowUp`."""

from __future__ import annotations

from soulids.services import loras
from studio.models import Generation, Status


class Weights:
    """The weights written down, or what is left of them at the vendor asked away."""

    def done(self, generation: Generation) -> None:
        # What comes after its deadline brings no notes, and its model has been asked away already.
        if generation.status == Status.DONE:
            loras.write_down(generation)
        else:
            loras.give_up(generation)

    def ended(self, generation: Generation) -> None:
        loras.give_up(generation)
