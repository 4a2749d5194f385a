"""What is said when a part of the set-up cannot start."""

from __future__ import annotations

from reklamai.core.errors import ReklamError


class CannotStart(ReklamError):
    """A part of the set-up cannot start; the message says why and how to mend it."""

    code, status = "cannot_start", 503
