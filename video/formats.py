"""The format of a picture or a clip: the model's own where it has it, else cut or masked by us from its nearest."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from studio.ask import Ask
from studio.catalogue.constraints import broken
from studio.catalogue.entry import Entry
from studio.catalogue.validate import check_parameters
from studio.catalogue.values import all_values
from studio.engines.base import Mark, SentControl
from video.camera import CameraSettings
from video.camera_fields import RATIOS
from video.marks import formats_of, ratio_of

SAME: Final = 0.005
"""Share by which two ratios may differ and still be one: makers round to what their coders take."""
FRAMES: Final = ("16:9", "9:16")
"""What bars are put into, lying and standing: what screens are."""


@dataclass(frozen=True, slots=True)
class Framed:
    parameters: dict[str, Any] = field(default_factory=dict)
    """Of the model."""
    controls: tuple[SentControl, ...] = ()
    """What we add to them."""
    masked: bool = False


def framed(asked: CameraSettings, ask: Ask, entry: Entry, *, mark: Mark = "post") -> Framed:
    """How the format that is asked for is reached; nothing for none. mark: of the bars, native where they are drawn."""
    wanted = RATIOS.get(asked.aspect_ratio)
    if wanted is None:
        return Framed()
    bars, offered = asked.framing == "bars", possible(ask, entry)
    made = framed_in(ask, entry, offered, wanted) if bars else nearest(offered, asked.aspect_ratio)
    parameters = {"aspect_ratio": made} if made else {}
    if made and apart(ratio_of(made) or 1.0, wanted) <= SAME:
        return Framed(parameters)
    words = _("%(format)s, with black bars") if bars else _("%(format)s, cut to it")
    name = "framing" if made else "aspect_ratio"
    return Framed(parameters, (SentControl(name, words % {"format": asked.aspect_ratio}, mark),), masked=True)


def possible(ask: Ask, entry: Entry) -> tuple[str, ...]:
    """The formats that go with the other settings: a maker may have none of its squares in 4K."""
    offered = formats_of(entry)
    if not offered or not entry.constraints:
        return offered
    filled = check_parameters(entry, ask.parameters, {})
    faults = {
        each: len(broken(entry, all_values(entry, replace(ask, parameters={**filled, "aspect_ratio": each}))))
        for each in offered
    }
    least = min(faults.values())
    return tuple(each for each in offered if faults[each] == least)


def nearest(offered: tuple[str, ...], wanted: str) -> str:
    """The one that loses least when it is cut; "" where nothing is offered."""
    ratio = RATIOS[wanted]
    if wanted in offered or not offered:
        return wanted if offered else ""
    return min(offered, key=lambda each: apart(ratio_of(each) or 1.0, ratio))


def framed_in(ask: Ask, entry: Entry, offered: tuple[str, ...], wanted: float) -> str:
    """The frame that bars are put into: the format that was chosen for the model, else a screen's."""
    item, chosen = entry.input_for("aspect_ratio"), ask.parameters.get("aspect_ratio")
    if item is not None and chosen in offered and chosen != item.default:
        return str(chosen)
    screen = FRAMES[0] if wanted >= 1 else FRAMES[1]
    return screen if screen in offered else nearest(offered, screen)


def apart(one: float, other: float) -> float:
    return abs(math.log(one / other))
