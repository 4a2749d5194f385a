"""The words of the camera, read once for a page, an answer or an order."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from video.models import CameraTerm, TermKind
from video.traits import Traits, TraitsInvalid, traits_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Term:
    """One body, lens, colour, movement, ramp, genre or light."""

    kind: str
    slug: str
    name_en: str
    name_ru: str
    about_en: str
    about_ru: str
    words_en: str
    words_ru: str
    traits: Traits
    enabled: bool = True

    @property
    def name(self) -> str:
        """In the active language, as `about`."""
        return self.name_ru if _russian() else self.name_en

    @property
    def about(self) -> str:
        return self.about_ru if _russian() else self.about_en

    def words(self, language: str) -> str:
        """What a model is told, in the language of its prompt: "ru" or any other for English."""
        return (self.words_ru if language == "ru" else "") or self.words_en


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms by kind and slug, in the order in which they are offered."""

    terms: Mapping[tuple[str, str], Term]

    def find(self, kind: str, slug: str) -> Term | None:
        """Also what is no longer offered: presets and orders that name it go on working."""
        return self.terms.get((kind, slug))

    def offered(self, kind: str) -> tuple[Term, ...]:
        return tuple(term for term in self.terms.values() if term.kind == kind and term.enabled)


def vocabulary() -> Vocabulary:
    """Every term there is, by one query."""
    rows = (_term(row) for row in CameraTerm.objects.order_by("kind", "position", "slug"))
    return Vocabulary({(term.kind, term.slug): term for term in rows if term is not None})


def _term(row: CameraTerm) -> Term | None:
    """None for traits that no check let through, or that a newer version has narrowed: one bad row closes no room."""
    try:
        traits = traits_of(TermKind(row.kind).value, row.traits)
    except TraitsInvalid as fault:
        logger.warning(
            "a term of the camera is left out", extra={"term": f"{row.kind}:{row.slug}", "faults": fault.errors}
        )
        return None
    return Term(
        row.kind, row.slug, row.name_en, row.name_ru, row.about_en, row.about_ru, row.words_en, row.words_ru, traits,
        row.enabled,
    )  # fmt: skip


def _russian() -> bool:
    return (get_language() or "").startswith("ru")
