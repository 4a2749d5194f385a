"""Pages: each reads, calls one service or selector, and answers."""

from __future__ import annotations

from reklamai.core.htmx import HtmxRequest
from studio.models import User


class PageRequest(HtmxRequest):
    """A request of a signed-in person; for views behind `login_required`."""

    user: User
