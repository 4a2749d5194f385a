"""Signs of the camera in the hall's templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template

from studio.forms.order import OrderForm
from video.panel import Panel
from video.selectors.vocabulary import Vocabulary, vocabulary

register = template.Library()


@register.filter
def of(table: Mapping[str, Any], name: str) -> Any:
    """What a table has under a name."""
    return table[name]


@register.inclusion_tag("video/_row.html")
def camera_row(form: OrderForm, in_cinema: object = "") -> dict[str, Any]:
    """The camera that the composer carries: a chip on its own page, nothing but the values in the cinema."""
    camera, master = form.shape_of("camera"), form.shape_of("master")
    # Words are read only where there is a camera to name: most composers have none.
    words = vocabulary() if camera and not in_cinema else Vocabulary({})
    return {
        "camera": json.dumps(camera) if camera else "",
        "master": json.dumps(master) if master else "",
        "summary": Panel(camera, words).summary if camera and not in_cinema else "",
        "mode": "still" if form.composer == "image" else "clip",
        "errors": [*form.errors.get("camera", []), *form.errors.get("master", [])],
    }
