"""Clips of the library joined to a film, or two by a transition; free, on our own workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Unsupported
from reklamai.media.film.model import CUT, Join, parse
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent
from studio.engines.describe import sent_by_entry
from studio.models import User
from studio.references import asset_of

FILM, TRANSITION, TRANSITION_STRIP = "film_join", "transition", "transition_strip"
ROLE: Final = "reference_videos"
SLACK_S: Final = 0.05
"""A clip's length as it was measured may be a frame from what its pictures last."""


class JoinEngine:
    """Clips in their order, one film out, with what was copied and what had to be brought to it (notes "joined")."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:  # the port's
        """Raises Unsupported for joins that are none, or chapters that are not one for each clip."""
        count = sum(each.role == ROLE for each in ask.references)
        joins_of(ask.parameters, count, kind=ask.kind or entry.kind)
        if (words := chapters_of(ask.parameters)) and len(words) != count:
            raise Unsupported(_("There is one line of chapters for each clip."))

    def check_for(self, user: User, ask: Ask) -> None:
        """Raises Unsupported for a clip that is shorter than twice a join beside it."""
        clips = [asset_of(user, each.id) for each in ask.references if each.role == ROLE and each.source == "asset"]
        check_lengths([clip.duration_s or 0.0 for clip in clips], joins_of(ask.parameters, len(clips), kind=ask.kind))

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process prices and describes films, and needs no OpenCV for it.
        from video import film_joining

        return film_joining.run(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


def joins_of(parameters: Mapping[str, Any], clips: int, *, kind: str) -> list[Join]:
    """The joins of an order, one fewer than clips; where none are given, cuts. Raises Unsupported for any others."""
    try:
        if kind in (TRANSITION, TRANSITION_STRIP):
            joins = [Join(parameters.get("style", "auto"), float(parameters.get("join_seconds", 0.5)))]
        else:
            joins = [parse(each) for each in str(parameters.get("joins") or "").split(",") if each.strip()]
    except BadInput as error:
        raise Unsupported(_("A join is a style and from 0.2 to 2 seconds, as “crossfade:0.5”, or “cut”.")) from error
    joins = joins or [CUT] * (clips - 1)
    if len(joins) != clips - 1:
        raise Unsupported(_("There is one join between two clips."))
    return joins


def chapters_of(parameters: Mapping[str, Any]) -> list[str]:
    """A line for each clip; empty where no chapters are wanted."""
    words = str(parameters.get("chapters") or "")
    return [line.strip() for line in words.split("\n")] if words.strip() else []


def check_lengths(seconds: Sequence[float], joins: Sequence[Join]) -> None:
    """Raises Unsupported for a clip that is shorter than twice a join beside it; 0 is a length that is not known."""
    for place, (before, after) in enumerate(zip_longest([CUT, *joins], joins, fillvalue=CUT)):
        longest = max(before.seconds, after.seconds)
        if place < len(seconds) and 0 < seconds[place] < 2 * longest - SLACK_S:
            words = _("Clip %(n)d lasts %(s).1f seconds: a join beside it may take half of that at most.")
            raise Unsupported(words % {"n": place + 1, "s": seconds[place]})
