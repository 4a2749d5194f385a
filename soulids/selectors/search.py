"""Whose face is it: Soul IDs near to a vector. Vectors go in and none comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from pgvector import Vector

from reklamai.core.errors import NotFound
from reklamai.media.faces.identity import SAME
from reklamai.media.types import AnyArray
from soulids.models import SoulID, SoulSearch, SoulVersion
from studio.models import User

CANDIDATES: Final = 200
"""What the walk over the graph keeps in view, `hnsw.ef_search`. Of 100,000 vectors it then misses fewer than
one in a hundred of a person's own; with 40, the server's default, it would (docs/measurements.md)."""
FARTHEST: Final = 2.0
"""Of two vectors of unit length: nothing lies farther."""

# A materialised list of the owner's own rows first: given the choice, the planner may walk the graph of all faces
# instead, which leaves out rows that it does not come by, and reads other people's.
OWN = """
WITH own AS MATERIALIZED (
  SELECT id, soul_id, owner_id, embedding FROM soulids_soulversion WHERE owner_id = %(owner)s AND is_current
)
SELECT id, soul_id, owner_id, embedding <-> %(vector)s::vector AS apart FROM own ORDER BY apart, id LIMIT %(most)s
"""
# The limit on distance stands outside: inside, the graph would be walked on and on for rows that there are not.
EVERYWHERE = """
WITH nearest AS MATERIALIZED (
  SELECT id, soul_id, owner_id, embedding <-> %(vector)s::vector AS apart FROM soulids_soulversion
  WHERE is_current AND owner_id <> %(but)s ORDER BY embedding <-> %(vector)s::vector LIMIT %(most)s
)
SELECT id, soul_id, owner_id, apart FROM nearest WHERE apart <= %(within)s ORDER BY apart, id
"""
NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Near:
    """The version of a Soul ID in use, and how far its face is: 0 the same picture .. 1.41 nothing in common."""

    version: UUID
    soul: UUID
    owner: int
    apart: float


def nearest(owner: User, vector: AnyArray, most: int) -> tuple[Near, ...]:
    """The owner's own trained Soul IDs, nearest first: exactly, by looking at each of them.

    vector: (512,) of unit length, as of `reklamai.media.faces.identity.vector`.
    """
    return rows_of(OWN, owner=owner.pk, vector=text_of(vector), most=most)


def nearest_everywhere(
    vector: AnyArray, most: int, *, but: int = NOBODY, within: float = FARTHEST, candidates: int = CANDIDATES
) -> tuple[Near, ...]:
    """Trained Soul IDs of all accounts but one, nearest first; for staff with a reason that is written down, only.

    By the graph: of vectors of this very person it misses one in a hundred at most, of strangers' maybe more.
    but: the account that is left out; within: the largest distance; candidates: 1 to 1000.
    """
    wanted = {"vector": text_of(vector), "most": most, "but": but, "within": within}
    with transaction.atomic(), connection.cursor() as cursor:
        # For this transaction alone. Strict: what is asked for is the nearest, in their order.
        cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")
        cursor.execute(f"SET LOCAL hnsw.ef_search = {int(candidates)}")
        return rows_of(EVERYWHERE, **wanted)


def same_face_elsewhere(version: SoulVersion, *, most: int = 20) -> tuple[Near, ...]:
    """Soul IDs of other accounts that look like this person, nearest first; as `nearest_everywhere`."""
    quality = version.quality
    within = quality.calibration.threshold if quality else SAME
    return nearest_everywhere(version.embedding, most, but=version.owner_id, within=within)


def visible(user: User, pk: UUID) -> SoulSearch:
    """One search of this user's, with its order. Raises NotFound."""
    found = SoulSearch.objects.visible_to(user).select_related("order").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such search."))
    return found


def known_of(search: SoulSearch) -> dict[str, SoulID]:
    """By id: the Soul IDs that it names and that are still there; one that was deleted is named no more."""
    named = {match["soul"] for match in search.matches}
    souls = SoulID.objects.filter(owner=search.owner_id, pk__in=named)
    return {str(soul.pk): soul for soul in souls.select_related("version__master", "training")}


def rows_of(words: str, **wanted: Any) -> tuple[Near, ...]:
    with connection.cursor() as cursor:
        cursor.execute(words, wanted)
        return tuple(Near(*row) for row in cursor.fetchall())


def text_of(vector: AnyArray) -> str:
    return str(Vector(vector).to_text())
