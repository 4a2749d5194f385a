"""What this room lends to orders: of a Soul ID the face, by its pictures, its weights, or words of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, NotFound
from soulids.models import SoulID, SoulVersion
from soulids.selectors.lending import Lendable, lendable
from studio.ask import USUAL_ROLE, HeldPart, HeldPicture, ReferenceAsk
from studio.models import Asset, User

SOURCE: Final = "soulid"
ELEMENT: Final = "face"
RANK: Final = 10
"""Above all else that holds a face: whoever names a person means that person, whatever picture the clothes are from."""
SOMEBODY: Final = {"en": "a person (%s)", "ru": "человек (%s)"}


class SoulIDs:
    """Source "soulid": a person, who gives the face and nothing else. Prompts name them by their handle."""

    def lend(self, user: User, asks: Sequence[ReferenceAsk]) -> tuple[tuple[HeldPart, ...], ...]:
        """The face of each. Raises NotFound, BadInput for another element, Conflict before it is trained."""
        for each in asks:
            if each.role not in ("", USUAL_ROLE, ELEMENT):
                raise BadInput(_("A Soul ID gives a face, and nothing of this name: %(name)s.") % {"name": each.role})
        found = lendable(user, {each.id for each in asks})
        return tuple((part_of(found[each.id]),) for each in asks)

    def named(self, user: User, handles: Collection[str]) -> Mapping[str, ReferenceAsk]:
        """Those that orders can use."""
        rows = SoulID.objects.visible_to(user).ready().filter(handle__in=handles)
        return {handle: ReferenceAsk(SOURCE, str(pk), "") for handle, pk in rows.values_list("handle", "pk")}

    def refuse_gone(self, user: User, ids: Collection[str]) -> None:
        if SoulID.objects.visible_to(user).filter(pk__in=ids).count() < len(set(ids)):
            raise NotFound(_("There is no such Soul ID."))


def part_of(found: Lendable) -> HeldPart:
    """The master image first, as it is the cleanest; then photos that show other sides."""
    version = found.version
    pictures = [*([version.master] if version.master else []), *found.photos]
    first, more = (pictures[0], pictures[1:]) if pictures else (None, [])
    return HeldPart(
        element=ELEMENT,
        file=first.stored_name if first else "",
        cut=version.cut.stored_name if version.cut else "",
        words=words_of(found),
        facts=facts_of(found),
        label=found.soul.name,
        content_type=first.content_type if first else "",
        size_bytes=first.size_bytes if first else 0,
        longest_px=longest(first) if first else 0,
        more=tuple(HeldPicture(each.stored_name, each.content_type, each.size_bytes, longest(each)) for each in more),
        rank=RANK,
        why=_("the Soul ID gives the face"),
        handle=found.soul.handle,
    )


def longest(asset: Asset) -> int:
    return max(asset.width or 0, asset.height or 0)


def words_of(found: Lendable) -> dict[str, str]:
    """For models that read words alone: the owner's own, else what was measured of the person, which is little."""
    if found.soul.description:
        return {language: SOMEBODY[language] % found.soul.description for language in SOMEBODY}
    return measured(found.version)


def measured(version: SoulVersion) -> dict[str, str]:
    """By language; nothing where nothing is known."""
    report = version.quality
    told = {language: report.appearance.words(language=language) for language in SOMEBODY} if report else {}
    return {language: SOMEBODY[language] % text for language, text in told.items() if text}


def facts_of(found: Lendable) -> dict[str, Any]:
    """What the open order needs to measure its result, and to be made: settings.PASSING_FACTS names this source."""
    report = found.version.quality
    facts: dict[str, Any] = {
        "soulid": str(found.soul.pk),
        "version": str(found.version.pk),
        "embedding": [round(float(each), 6) for each in found.version.embedding],
    }
    if report is not None:
        facts["calibration"] = report.calibration.as_json()
    if found.lora is not None:
        facts["lora"] = found.lora
    return facts
