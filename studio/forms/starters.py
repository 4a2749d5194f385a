"""Words to start from when nothing is there yet. The local engine draws each of them."""

from __future__ import annotations

from django.utils.translation import gettext as _


def starters(composer: str) -> tuple[str, ...]:
    """Six prompts for this composer, in the user's language."""
    return {"video": clips, "sound": sounds}.get(composer, pictures)()


def pictures() -> tuple[str, ...]:
    return (
        _("A can of soda on wet stone by the sea at sunrise, close-up"),
        _("A woman in a coral coat by the window of a café, soft morning light"),
        _("A perfume bottle on a round plinth in a photo studio, plum background"),
        _("White sneakers on a city street after rain, low angle, evening"),
        _("A tube of cream among dunes, warm evening light, room for text on the right"),
        _("A man with a laptop in a bright office in the daytime, wide shot"),
    )


def clips() -> tuple[str, ...]:
    return (
        _("A can of soda on a beach at sunset, slow dolly in"),
        _("A cup of coffee on the table of a café in the morning, the camera moves to the right"),
        _("A woman walks along a night street in the rain, handheld camera"),
        _("Mountains at dawn, fog, the camera rises"),
        _("A perfume bottle in a photo studio, orbit left, dark background"),
        _("A forest in autumn, rays of sun, slow zoom out"),
    )


def sounds() -> tuple[str, ...]:
    return (
        _("Good morning! Today our coffee is free for everyone who comes before nine."),
        _("A light summer song about the sea, acoustic guitar, clapping hands"),
        _("Only until Sunday: two pairs of trainers for the price of one."),
        _("Calm piano and strings, slow, for a film about a family"),
        _("Rain on a tin roof, far thunder"),
        _("A short, bright jingle for a morning show"),
    )
