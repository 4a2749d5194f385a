"""A camera parted over one model: what is its own parameter, what becomes words, what is done to the result here.

Movements that a model hears of in words are not made a second time inside its frame: two pushes on top of each other
are a third that nobody asked for. A clip that we move is moved by as much as the settings say, and by no words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from reklamai.media.cinema.model import Camerawork
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.labels import role_label
from studio.engines.base import Mark, SentControl
from studio.pointing import language_of
from studio.shaping import ControlMark
from studio.shots import characters_read, longest_words, words_read
from video.camera import CameraSettings
from video.formats import framed
from video.marks import CONTROLS, FILM, marks_for
from video.moving import Moved, moved
from video.resolving import resolved, traits
from video.selectors.vocabulary import Vocabulary
from video.shown import shown
from video.traits import GenreTraits
from video.wording import Told, only, told

BESIDE: Final = ("color_strength", "preset")
"""Settings that are part of another, or of none."""
APART: Final = ("aspect_ratio", "framing", "movements")
"""Controls that say for themselves what becomes of them."""
Marks = dict[str, ControlMark]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a camera comes to."""

    ask: Ask
    """With the model's own parameters set."""
    words: str = ""
    controls: tuple[SentControl, ...] = ()
    notes: tuple[str, ...] = ()
    plan: dict[str, Any] = field(default_factory=dict)


def parted(asked: CameraSettings, ask: Ask, entry: Entry, vocabulary: Vocabulary) -> Parts:
    """Everything that is set in `asked`: where it goes with this model, and what goes nowhere."""
    marks, own = marks_for(entry), entry.provider == "local"
    heard, notes = heard_of(asked, marks)
    form = framed(heard, ask, entry, mark="native" if own else "post")
    move = moved(heard, entry, marks["movements"].kind, vocabulary)
    habit = habit_of(heard, vocabulary) if own else GenreTraits()
    lit = replace(heard, lighting=heard.lighting or habit.lighting)
    spoken = spoken_of(lit, ask, entry, vocabulary, marks=marks, move=move)
    work = resolved(replace(heard, movements=move.done), vocabulary)
    work = replace(work, profile=work.profile or habit.profile, flare=flare_of(heard, work, marks, spoken))
    post = steps(work, own=own, masked=form.masked, cropped=move.cropped)
    plain = plain_controls(heard, vocabulary, marks=marks, unsaid=spoken.unsaid)
    controls = (
        *plain,
        *form.controls,
        *move.controls(unsaid="movements" in spoken.unsaid),
        *implied(heard, work, marks),
    )
    return Parts(
        put(ask, {**form.parameters, **move.parameters}, without=move.instead_of),
        words=spoken.words,
        controls=tuple(sorted(controls, key=lambda each: CONTROLS.index(each.name))),
        notes=(*notes, *move.notes, *unsaid_notes(spoken, limit=characters_read(entry, ask))),
        plan={"camerawork": work.as_json(), "post": list(post)} if post or (own and films(work)) else {},
    )


def heard_of(asked: CameraSettings, marks: Marks) -> tuple[CameraSettings, list[str]]:
    """What has an effect on the model, and a sentence for everything else."""
    given = [name for name in CONTROLS if is_set(asked, name)]
    notes = [noted(name, marks[name].reason) for name in given if marks[name].kind == "none"]
    heard = only(asked, [name for name in given if marks[name].kind != "none"] + list(BESIDE))
    if (
        heard.depth_of_field
        and heard.aperture is not None
        and (heard.depth_of_field != "macro" or heard.focus_distance)
    ):
        notes.append(noted("depth_of_field", _("The aperture that is set decides it.")))
        heard = replace(heard, depth_of_field="")
    if heard.framing and not heard.aspect_ratio:
        notes.append(noted("framing", _("It needs a format.")))
    return heard, notes


def habit_of(heard: CameraSettings, vocabulary: Vocabulary) -> GenreTraits:
    """What our own engine makes of a genre: its colours and its light. Of the words it would draw what they name, a
    plate of spaghetti for a western."""
    return traits(vocabulary.find("genre", heard.genre), GenreTraits) or GenreTraits()


def films(work: Camerawork) -> bool:
    """Whether there is more to it than a format, which is a setting of our engine as of any other."""
    return replace(work, ratio=None, bars=False) != Camerawork()


def flare_of(heard: CameraSettings, work: Camerawork, marks: Marks, spoken: Told) -> float:
    """As asked; what a lens flares by itself is the model's, where its words tell of that lens: else it would be there
    twice."""
    is_told = bool(heard.lens) and marks["lens"].kind == "prompt" and "lens" not in spoken.unsaid
    return 0.0 if is_told and heard.flare is None else work.flare


def is_set(asked: CameraSettings, name: str) -> bool:
    return getattr(asked, name, None) not in (None, "", ())


def noted(name: str, reason: str) -> str:
    """ "Movement: no effect. A picture does not move." """
    return _("%(name)s: no effect. %(reason)s") % {"name": role_label(name), "reason": reason}


def spoken_of(
    heard: CameraSettings, ask: Ask, entry: Entry, vocabulary: Vocabulary, *, marks: Marks, move: Moved
) -> Told:
    """The words that go to the model."""
    by_words = [name for name in CONTROLS if marks[name].kind == "prompt"]
    return told(
        only(replace(heard, movements=move.told), by_words),
        vocabulary,
        language=language_of(words_read(ask)),
        prompt=longest_words(ask),
        limit=limit_of(entry, ask),
    )


def limit_of(entry: Entry, ask: Ask) -> int:
    """Characters that the model reads. None for an ask that lacks its own words: a camera alone is nothing to film."""
    item = entry.input_for("prompt")
    files = ask.references or ask.start_frame or ask.end_frame
    if item is None or (not words_read(ask).strip() and (item.required or not files)):
        return 0
    return characters_read(entry, ask)


def steps(work: Camerawork, *, own: bool, masked: bool, cropped: bool) -> tuple[str, ...]:
    """The post work, in the order of `cinema.model.POST`. own: our engine has moves, speed and format in its frames."""
    wanted = {
        "crop_move": cropped and not own,
        "speed_ramp": bool(work.ramp) and not own,
        "lens": own and (work.optics is not None or work.halation > 0),
        "flare": work.flare > 0,
        "vignette": work.vignette > 0,
        "grade": bool(work.profile) and work.profile_strength > 0,
        "grain": work.grain > 0,
        "mask": masked,
    }
    return tuple(name for name, is_wanted in wanted.items() if is_wanted)


def plain_controls(
    heard: CameraSettings, vocabulary: Vocabulary, *, marks: Marks, unsaid: tuple[str, ...]
) -> list[SentControl]:
    return [
        SentControl(name, shown(name, heard, vocabulary), mark_in(marks, name))
        for name in CONTROLS
        if is_set(heard, name) and name not in APART and name not in unsaid
    ]


def implied(heard: CameraSettings, work: Camerawork, marks: Marks) -> list[SentControl]:
    """Grain, vignette and flare that come with the body or the lens, where nothing was said of them."""
    return [
        SentControl(name, as_they_have_it(amount), mark_in(marks, name))
        for name in FILM
        if name != "color_profile" and not is_set(heard, name) and (amount := getattr(work, name)) > 0
    ]


def as_they_have_it(amount: float) -> str:
    return _("%(n)d %%, as body and lens have it") % {"n": round(100 * amount)}


def mark_in(marks: Marks, name: str) -> Mark:
    kind = marks[name].kind
    return "post" if kind == "none" else kind


def unsaid_notes(spoken: Told, *, limit: int) -> list[str]:
    words = _("%(name)s: there was no room for its words, as this model reads at most %(limit)d characters.")
    return [words % {"name": role_label(name), "limit": limit} for name in spoken.unsaid]


def put(ask: Ask, parameters: dict[str, Any], *, without: tuple[str, ...]) -> Ask:
    """The ask with these parameters, and without those that they stand in for."""
    kept = {name: value for name, value in ask.parameters.items() if name not in without}
    return replace(ask, parameters={**kept, **parameters})
