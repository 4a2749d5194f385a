"""What the forms of a sound panel post, as its services take it."""

from __future__ import annotations

from typing import Any, Final

from django.http import QueryDict

from video.models import Lane

OF_THE_MIX: Final = ("loudness", "duck_db", "own_gain_db")
OF_A_PIECE: Final = ("lane", "from_s", "to_s", "fade_in_s", "fade_out_s", "gain_db")
FLAGS: Final = ("loop", "mute")
CAPTIONS: Final = "captions."


def mix_content(data: QueryDict) -> dict[str, Any]:
    """What was posted of the mix; switches are off where the form came without them."""
    content: dict[str, Any] = {name: data[name] for name in OF_THE_MIX if name in data}
    if "mix" not in data:
        return content
    content["own_mute"] = "own_mute" in data
    lanes = {name: lane_content(data, name) for name in Lane.values if f"{name}.gain_db" in data}
    captions: dict[str, Any] = {
        name.removeprefix(CAPTIONS): value for name, value in data.items() if name.startswith(CAPTIONS)
    }
    if preset := captions.get("preset"):  # its button was pressed: the fields below it stand as they were
        content["captions"] = {"preset": preset}
    elif captions:
        content["captions"] = captions | {"burn": f"{CAPTIONS}burn" in data}
    return content | {"lanes": lanes}


def lane_content(data: QueryDict, name: str) -> dict[str, Any]:
    flags = {flag: f"{name}.{flag}" in data for flag in ("mute", "solo")}
    return {"gain_db": data[f"{name}.gain_db"], **flags}


def piece_content(data: QueryDict) -> dict[str, Any]:
    """The numbers of one sound; its beginning is told on the time of the picture, whatever it moves with."""
    content: dict[str, Any] = {name: data[name] for name in OF_A_PIECE if name in data}
    if "at_s" in data:
        content |= {name: name in data for name in FLAGS}
        content["starts_s"] = since(str(data["at_s"]), str(data.get("offset_s", "0")))
    return content


def since(at_s: str, offset_s: str) -> Any:
    """Seconds after what it moves with begins; what is no number is left for the service to refuse."""
    try:
        return round(float(at_s) - float(offset_s or 0), 3)
    except ValueError:
        return at_s
