"""What the forms of a storyboard post, as its services take it."""

from __future__ import annotations

from typing import Any, Final

from django.http import QueryDict

from video.film_shown import OWN_CAMERA

WORDS: Final = {
    "prompt": "prompt", "duration_s": "duration", "line": "line", "model": "model", "start_frame": "start_frame",
    "end_frame": "end_frame", "picture": "picture",
}  # fmt: skip
"""Fields of a card, by the names that a shot's content has for them; an empty picture is taken out."""
OF_THE_FILM: Final = ("name", "aspect_ratio", "resolution", "model")


def shot_content(data: QueryDict) -> dict[str, Any] | None:
    """What a card holds; None where its fields did not come along, as those of a locked shot do not."""
    if "fields" not in data:
        return None
    gone = data.get("uncast", "")
    held = [name for name in data.getlist("references") if name != gone]
    content: dict[str, Any] = {name: data.get(field, "") for field, name in WORDS.items()}
    content |= {"continues": "continues" in data, "references": [reference_in(name, data) for name in held]}
    preset = data.get("preset", "")
    if preset != OWN_CAMERA:
        content["camera"] = {"preset": preset} if preset else {}
    return content


def reference_in(name: str, data: QueryDict) -> dict[str, Any]:
    """ "<source>:<id>:<role>" in parts, with the strength that was said of it; a hand may have made anything of it."""
    source, _, rest = name.partition(":")
    pk, _, role = rest.partition(":")
    return {"source": source, "id": pk, "role": role, "strength": data.get(f"strength-{pk}")}


def film_content(data: QueryDict) -> dict[str, Any]:
    """What was posted of the board itself; the switch is off where its form came without it."""
    content: dict[str, Any] = {name: data[name] for name in OF_THE_FILM if name in data}
    if "settings" in data:
        content["native"] = "native" in data
    return content
