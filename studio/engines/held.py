"""What an order holds to, as the local engine draws it. Runs in a worker: it opens pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reklamai.media import pictures
from reklamai.media.scene.held import Held, Shade, Worn
from reklamai.media.scene.model import SceneLight
from reklamai.media.types import Rgba
from studio.engines.base import Job, Reference


def held_of(job: Job) -> Held:
    """The parts of a job's references that name an element; the first of each counts.

    Facts that are not there or make no sense leave a part out. Raises: MediaError for a file that cannot be read.
    """
    first: dict[str, Reference] = {}
    for reference in job.references:
        if reference.element:
            first.setdefault(reference.element, reference)
    face, clothing, product = (first.get(name) for name in ("face", "clothing", "product"))
    place, lamp = first.get("environment"), first.get("lighting")
    return Held(
        person=_cut(face),
        garment=_worn(clothing) if clothing else None,
        backdrop=pictures.open_picture(place.path) if place and place.path else None,
        indoors=place.facts.get("indoors") if place else None,
        light=_light(lamp.facts) if lamp else None,
        contrast=_number(lamp.facts, "contrast") if lamp else None,
        palette=_shades(lamp.facts.get("palette", ())) if lamp else (),
        product=_cut(product),
    )


def _cut(reference: Reference | None) -> Rgba | None:
    """A cut-out with alpha; a picture without any is all of it."""
    path: Path | None = reference.path if reference else None
    if path is None:
        return None
    pixels = pictures.open_with_alpha(path)
    if pixels.shape[2] == 4:
        return pixels
    return np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])


def _worn(reference: Reference) -> Worn | None:
    colours = _shades(reference.facts.get("colours", ()))
    pixels = _cut(reference)
    if not colours and pixels is None:
        return None
    return Worn(colours, str(reference.facts.get("pattern", "plain")), pixels)


def _light(facts: Mapping[str, Any]) -> SceneLight | None:
    azimuth, elevation, kelvin = (_number(facts, name) for name in ("azimuth", "elevation", "kelvin"))
    if azimuth is None or elevation is None:
        return None
    usual = SceneLight()
    hardness = _number(facts, "hardness")
    return SceneLight(
        azimuth=azimuth % 360,
        elevation=float(np.clip(elevation, -20, 90)),
        kelvin=float(np.clip(kelvin, 1700, 15000)) if kelvin is not None else usual.kelvin,
        hardness=float(np.clip(hardness, 0, 1)) if hardness is not None else usual.hardness,
    )


def _number(facts: Mapping[str, Any], name: str) -> float | None:
    value = facts.get(name)
    return float(value) if isinstance(value, int | float) and np.isfinite(value) else None


def _shades(colours: Sequence[Mapping[str, Any]]) -> tuple[Shade, ...]:
    """Colours of facts, the largest share first."""
    found = [Shade((*map(float, each["lab"]),), float(each["share"])) for each in colours]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda shade: -shade.share))
