"""How a client keeps within a vendor's rate limits, whoever else uses the same account."""

from __future__ import annotations

from typing import Protocol

from reklamai.core.errors import Busy


class Limiter(Protocol):
    """Counts what is sent, over all processes and machines that share an account."""

    def take(self, name: str) -> float:
        """0.0 if it may be sent now, and then it is counted; else the seconds to wait, and nothing is counted."""


class Unlimited:
    """Lets everything through: for a vendor without limits, and for tests of other things."""

    def take(self, name: str) -> float:  # noqa: ARG002  # the port's
        return 0.0


def pass_or_wait(limits: Limiter, name: str) -> None:
    """Raises Busy with `retry_after` if it is not our turn: nothing has been sent."""
    seconds = limits.take(name)
    if seconds > 0:
        raise Busy("Too many requests at once for this vendor.", retry_after=seconds, limit=name)
