"""The contact sheet of a storyboard: what each shot shows by now, its words, camera and cast, on paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, Literal

from django.contrib.staticfiles.finders import find
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import ReklamError
from reklamai.media.film.lettering import Fonts
from reklamai.media.film.sheet import Cell, as_pdf, as_png, contact_sheet
from studio import storage
from studio.ask import ReferenceAsk
from studio.catalogue.validate import AskInvalid
from studio.engines.tables import holding_source
from studio.models import Asset
from video.asking import references_of
from video.camera import readable, settings_of
from video.film_shown import Card, Page
from video.models import Shot
from video.selectors.vocabulary import Vocabulary, vocabulary
from video.shown import shown
from video.templatetags.film_ui import seconds

Form = Literal["pdf", "png"]
TYPES: Final[dict[Form, str]] = {"pdf": "application/pdf", "png": "image/png"}
TOLD: Final = (
    "movements", "speed_ramp", "sensor", "lens", "focal_length", "aperture", "focus_distance", "color_profile", "genre",
    "lighting",
)  # fmt: skip
"""Settings of a camera that a crew reads, the most important first."""


def sheet_of(page: Page, form: Form) -> bytes:
    """The whole sheet as a file, in the active language. Its frames are the small pictures that are there already.

    Raises StoreTrouble where the store of files is away.
    """
    title, words = name_of(page), vocabulary()
    cast = {each: label_of(page, each) for each in {ask for card in page.cards for ask in asks_of(card.shot)}}
    cells = [cell_of(card, camera_told(card, page, words), [cast[each] for each in asks_of(card.shot)])
             for card in page.cards]  # fmt: skip
    pages = contact_sheet(cells, title, about=about(page), tall=is_tall(page.film.aspect_ratio), fonts=fonts())
    return as_pdf(pages, title=title) if form == "pdf" else as_png(pages)


def name_of(page: Page) -> str:
    return page.film.name or _("Untitled board")


def about(page: Page) -> str:
    """ "4 shots · 15.5 s · 16:9"."""
    count = len(page.cards)
    shots = ngettext("%(number)s shot", "%(number)s shots", count) % {"number": count}
    return " · ".join((shots, seconds(page.board.total_s), page.film.aspect_ratio))


def is_tall(ratio: str) -> bool:
    width, _colon, height = ratio.partition(":")
    return width.isdigit() and height.isdigit() and int(height) > int(width)


def cell_of(card: Card, camera: str, cast: Iterable[str]) -> Cell:
    line = card.shot.line.strip()
    return Cell(
        heading=f"{card.made.number} · {seconds(card.made.seconds)}",
        words=card.shot.prompt,
        camera=camera,
        cast=", ".join(dict.fromkeys(name for name in cast if name)),
        line=_("“%(words)s”") % {"words": line} if line else "",
        picture=still_of(card.picture),
    )


def still_of(asset: Asset | None) -> bytes | None:
    """The small picture's bytes; None where there is none."""
    try:
        return b"".join(storage.read(str(asset.thumbnail))) if asset else None
    except FileNotFoundError:
        return None


def camera_told(card: Card, page: Page, words: Vocabulary) -> str:
    """A preset by its name, another camera by its settings."""
    named = next((each.name for each in page.presets if str(each.pk) == card.preset), "")
    if named or not card.shot.camera:
        return str(named)
    try:
        asked = settings_of(readable(card.shot.camera, vocabulary=words), vocabulary=words)
    except AskInvalid:
        return ""  # its lens has been narrowed since; the board says so when the shot is rendered
    return ", ".join(text for name in TOLD if (text := str(shown(name, asked, words))))


def asks_of(shot: Shot) -> tuple[ReferenceAsk, ...]:
    return references_of(shot.references)


def label_of(page: Page, ask: ReferenceAsk) -> str:
    """What its owner calls somebody or something of the cast; "" for what cannot be used any more."""
    if ask.source == "asset":
        found = page.pictures.get(ask.id)
        return found.name if found else ""
    source = holding_source(ask.source)
    if source is None:
        return ""
    try:
        (parts,) = source.lend(page.user, [ask])
    except ReklamError:
        return ""
    return parts[0].label if parts else ""


@cache
def fonts() -> Fonts:
    """Those of our pages."""
    latin, cyrillic = (str(find(f"fonts/inter-{letters}-wght-normal.woff2")) for letters in ("latin", "cyrillic"))
    return Fonts(Path(latin), Path(cyrillic))
