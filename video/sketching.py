"""From a shot of a storyboard to the order of its sketch, and from sketches to the order of an animatic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.ask import USUAL_ROLE, Ask, ReferenceAsk
from studio.catalogue.entry import Entry
from studio.engines.tables import holding_source
from studio.models import Asset
from video.asking import control, references_of
from video.models import MultiShotGeneration, Shot
from video.timeline import CLIPS_ROLE, joins_of

SKETCH_KIND: Final = "animatic_shot"
SKETCH_MODEL: Final = "animatic-shot"
KIND: Final = "animatic"
MODEL: Final = "join-animatic"
USUAL_FORMAT: Final = "16:9"
FRAMED: Final = ("sensor", "lens", "focal_length", "movements", "speed_ramp")
"""What of a camera a sketch is filmed with: where it stands, what it sees and how it moves."""
UNSEEN: Final = {"grain": 0, "vignette": 0, "flare": 0}
"""Set, so that a body and a lens bring none of their own: a sketch has no look."""
MOST_PICTURES: Final = 4


def sketch_of(shot: Shot, film: MultiShotGeneration, entry: Entry) -> Ask:
    """What is ordered for the sketch of a shot. Raises BadInput for one of which there is nothing to draw.

    Its picture is shown as it is, else its start frame; else it is composed of its words and of what it holds.
    """
    picture = picture_of(shot)
    if picture is None and not shot.prompt.strip():
        raise BadInput(_("It has neither words nor a picture: say what is to be seen."))
    # Beside a picture nothing is drawn: no person is copied into an order that would not show them.
    references = () if picture else drawn_from(shot)
    return Ask(
        kind=SKETCH_KIND,
        model=SKETCH_MODEL,
        prompt=shot.prompt,
        parameters={
            "aspect_ratio": format_of(film, entry),
            "duration": shot.duration_s,
            "seed": shot.seed,
        },
        references=references,
        start_frame=picture.pk if picture else None,
        project=film.project_in_use,
        camera=camera_of(shot),
    )


def picture_of(shot: Shot) -> Asset | None:
    """What the sketch shows instead of drawing; what was deleted since counts no more."""
    goes_on = shot.continues and shot.position > 0
    found = (shot.picture, None if goes_on else shot.start_frame)
    return next((each for each in found if each is not None and each.deleted_at is None), None)


def drawn_from(shot: Shot) -> tuple[ReferenceAsk, ...]:
    """What it holds, and the first pictures of its own; a sketch has no use for clips and sounds."""
    asked = references_of(shot.references)
    held = [each for each in asked if holding_source(each.source) is not None]
    pictures = [each for each in asked if each not in held and each.role == USUAL_ROLE]
    return (*held, *pictures[:MOST_PICTURES])


def camera_of(shot: Shot) -> dict[str, Any] | None:
    camera = {name: shot.camera[name] for name in FRAMED if shot.camera.get(name)}
    return {**camera, **UNSEEN} if camera else None


def format_of(film: MultiShotGeneration, entry: Entry) -> str:
    """The film's; a format that a model calls by a word alone ("auto") is drawn wide."""
    item = control(entry, "aspect_ratio")
    return film.aspect_ratio if item and film.aspect_ratio in item.enum else USUAL_FORMAT


def animatic_of(film: MultiShotGeneration, shots: Sequence[Shot], clips: Sequence[Asset]) -> Ask:
    """What is ordered to join the sketches of these shots."""
    return Ask(
        kind=KIND,
        model=MODEL,
        references=tuple(ReferenceAsk("asset", str(clip.pk), CLIPS_ROLE) for clip in clips),
        # One text: a list in an order refuses the same value twice, and most boards are cut, cut, cut.
        parameters={"joins": ",".join(str(each) for each in joins_of(shots))} if len(shots) > 1 else {},
        project=film.project_in_use,
    )
