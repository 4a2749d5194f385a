"""Sounds mixed under a clip, as an animatic's preview or as a work of its own with its stems; free, on our workers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Unsupported
from reklamai.media.captions.order import Captions
from reklamai.media.captions.order import check as check_captions
from reklamai.media.captions.order import parse as parse_captions
from reklamai.media.mixing.model import Mix, parse
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent, SentControl
from studio.engines.describe import sent_by_entry

PREVIEW, MIX = "sound_preview", "sound_mix"
CLIP_ROLE: Final = "source_video"
SOUND_ROLE: Final = "reference_audio"


class MixEngine:
    """A clip and sounds in, the clip with its sound out; of a mix also a ZIP of its stems: see `sound_mixing.run`."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:  # noqa: ARG002  # the port's
        """Raises Unsupported for a mix or captions that are none, with the part that is wrong."""
        count = sum(each.role == SOUND_ROLE for each in ask.references)
        mix_of(ask.parameters, [Path(str(place)) for place in range(count)], clip=None)
        with captions_told():
            check_captions(str(ask.parameters.get("captions") or ""))

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        sent = sent_by_entry(ask, entry)
        # what they hold is JSON for machines: how a mix is set is seen on its own page
        shown: tuple[SentControl, ...] = tuple(each for each in sent.controls if each.name not in ("mix", "captions"))
        return Sent(sent.words, shown, sent.files, sent.notes)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process prices and checks mixes, and needs no scipy for it.
        from video import sound_mixing

        return sound_mixing.run(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


def mix_of(parameters: Mapping[str, Any], sounds: list[Path], *, clip: Path | None) -> Mix:
    """The mix of an order. Raises Unsupported with the part that is wrong."""
    try:
        return parse(str(parameters.get("mix") or ""), sounds, clip=clip)
    except BadInput as error:
        words = _("The mix cannot be made as it is set: see “%(field)s”.")
        raise Unsupported(words % {"field": error.facts.get("field")}, **error.facts) from error


def captions_of(parameters: Mapping[str, Any], *, tall: bool = False, until: float = inf) -> Captions:
    """The captions of an order, cut for a picture that is tall or not and ends at `until`; empty where there are none.

    Raises Unsupported with the part that is wrong.
    """
    with captions_told():
        return parse_captions(str(parameters.get("captions") or ""), tall=tall, until=until)


@contextmanager
def captions_told() -> Iterator[None]:
    """Raises Unsupported, in words, for what is wrong with captions inside."""
    try:
        yield
    except BadInput as error:
        words = _("The captions cannot be made as they are set: see “%(field)s”.")
        raise Unsupported(words % {"field": error.facts.get("field")}, **error.facts) from error
