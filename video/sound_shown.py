"""A sound mix as its panel draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from studio.models import Asset
from studio.selectors import catalogue
from video.caption_content import (
    PLACE_LABELS,
    PRESETS,
    SIZE_LABELS,
    STYLE_LABELS,
    CaptionPreset,
    caption_content,
    preset_of,
)
from video.film_words import Sign
from video.models import Lane, Loudness, SoundMix
from video.selectors.mixes import Sound, SoundBoard
from video.selectors.takes import VOICE_CHANGE, Take, takes_of
from video.services.speaking import LineQuote, LinesQuote
from video.sound_reasons import no_mix, no_preview, no_speech
from video.sound_words import is_spoken

LANE_ICONS: Final[Mapping[str, str]] = {
    Lane.DIALOGUE: "message-square-quote",
    Lane.EFFECTS: "zap",
    Lane.AMBIENCE: "wind",
    Lane.MUSIC: "music",
}
SOUND_STATES: Final[Mapping[str, Sign]] = {
    "new": Sign(gettext_lazy("Not voiced"), "circle-dashed"),
    "queued": Sign(pgettext_lazy("sound", "Queued"), "clock", "run"),
    "running": Sign(gettext_lazy("Being made"), "dot", "run"),
    "ready": Sign(pgettext_lazy("sound", "Ready"), "check", "good"),
    "changed": Sign(gettext_lazy("Words or voice changed"), "pencil", "warn"),
    "failed": Sign(pgettext_lazy("sound", "Failed"), "circle-alert", "bad"),
    "gone": Sign(gettext_lazy("Its file is in the bin"), "trash-2", "bad"),
}
MAKES: Final[Mapping[str, tuple[str, str | Promise, str]]] = {
    "sound_effect": (Lane.EFFECTS, gettext_lazy("Effect or ambience"), "zap"),
    "music": (Lane.MUSIC, gettext_lazy("Music"), "music"),
    "text_to_speech": (Lane.DIALOGUE, gettext_lazy("Speech"), "mic"),
}
"""Kind of an order -> the lane on which it lies at first, its words, its icon."""
EMPTY_LANES: Final[Mapping[str, tuple[str, str | Promise]]] = {
    Lane.DIALOGUE: ("text_to_speech", gettext_lazy("Have something said")),
    Lane.EFFECTS: ("sound_effect", gettext_lazy("Add an effect")),
    Lane.AMBIENCE: ("sound_effect", gettext_lazy("Add the sound of a place")),
    Lane.MUSIC: ("music", gettext_lazy("Add music")),
}
"""Lane -> what is made for it first, and the words that offer it where nothing lies there."""


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One lane with what lies on it."""

    name: str
    label: str | Promise
    gain_db: float
    mute: bool
    solo: bool
    sounds: tuple[Sound, ...]

    @property
    def icon(self) -> str:
        return LANE_ICONS[self.name]

    @property
    def offer(self) -> tuple[str, str | Promise]:
        """(kind, words) of what is offered where nothing lies on it."""
        return EMPTY_LANES[self.name]


@dataclass(frozen=True)
class SoundPage:
    """Everything that the templates of the panel read. quote: what voicing the lines would cost, once it is asked."""

    board: SoundBoard
    quote: LinesQuote | None = None
    chosen_pk: UUID | None = None

    @property
    def mix(self) -> SoundMix:
        return self.board.mix

    @cached_property
    def lanes(self) -> tuple[LaneRow, ...]:
        return tuple(self.lane(value, label) for value, label in Lane.choices)

    def lane(self, name: str, label: str | Promise) -> LaneRow:
        wanted = self.mix.lanes.get(name, {})
        sounds = tuple(each for each in self.board.sounds if each.piece.lane == name)
        flags = {flag: bool(wanted.get(flag)) for flag in ("mute", "solo")}
        return LaneRow(name, label, wanted.get("gain_db", 0.0), sounds=sounds, **flags)

    @property
    def chosen(self) -> Sound | None:
        """The sound whose numbers are shown."""
        return next((each for each in self.board.sounds if each.piece.pk == self.chosen_pk), None)

    @property
    def loudnesses(self) -> Sequence[tuple[int, str | Promise]]:
        return Loudness.choices

    @property
    def makes(self) -> Sequence[tuple[str, str | Promise, str]]:
        return [(kind, words, icon) for kind, (_lane, words, icon) in MAKES.items()]

    @property
    def of_lines(self) -> Mapping[UUID, LineQuote]:
        """The price of each line, by its shot."""
        return {each.shot.pk: each for each in self.quote.lines} if self.quote else {}

    @property
    def to_say(self) -> int:
        """How many lines would be voiced."""
        return sum(each.price is not None for each in self.quote.lines) if self.quote else 0

    @cached_property
    def changes_voices(self) -> bool:
        """Whether a model that changes voices can be ordered here."""
        return bool(catalogue.offers([VOICE_CHANGE]))

    @cached_property
    def takes(self) -> Mapping[UUID, tuple[Take, ...]]:
        """By sound its takes, where it has more than one."""
        return takes_of(self.mix)

    @property
    def chosen_takes(self) -> tuple[Take, ...]:
        return self.takes.get(self.chosen_pk, ()) if self.chosen_pk else ()

    @property
    def no_speech(self) -> str:
        return no_speech(self.quote) if self.quote else ""

    @cached_property
    def no_preview(self) -> str:
        return no_preview(self.board)

    @cached_property
    def no_mix(self) -> str:
        return no_mix(self.board)

    @property
    def captions(self) -> Mapping[str, Any]:
        """How captions are seen, with what is usual filled in."""
        return {**caption_content({}), **self.mix.captions}

    @property
    def looks(self) -> Sequence[tuple[CaptionPreset, bool]]:
        """(a look that captions may have, whether they have it)."""
        now = preset_of(self.mix.captions)
        return [(each, each.slug == now) for each in PRESETS]

    @property
    def caption_styles(self) -> Sequence[tuple[str, str | Promise]]:
        return list(STYLE_LABELS.items())

    @property
    def caption_places(self) -> Sequence[tuple[str, str | Promise]]:
        return list(PLACE_LABELS.items())

    @property
    def caption_sizes(self) -> Sequence[tuple[str, str | Promise]]:
        return list(SIZE_LABELS.items())

    @property
    def says(self) -> bool:
        """Whether there is anything to caption."""
        return bool(self.board.lines) or any(is_spoken(each) for each in self.board.sounds)

    @property
    def mixed(self) -> list[Asset]:
        """The clips that have the mix in them already."""
        both = (self.mix.preview, self.mix.result)
        return [each for each in both if each is not None and each.deleted_at is None]

    @property
    def result(self) -> Asset | None:
        """The newest mix that is there."""
        found = self.mix.result
        return found if found is not None and found.deleted_at is None else None

    @property
    def stems(self) -> Asset | None:
        """The lanes apart, of the newest mix: the second file of its work."""
        work = next((each.generation for each in self.board.whole if self.is_result(each.generation_id)), None)
        files = work.results if work else []
        return files[1] if len(files) > 1 else None

    def is_result(self, work: UUID) -> bool:
        return self.result is not None and self.result.generation_id == work
