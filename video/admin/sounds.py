"""Sound mixes: that somebody has them, what lies on which lane, how orders went; words and pictures in a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from studio.admin.belongings import OfOwner
from studio.admin.shown import NOTHING, Shown, facts, link, listing, picture, table
from studio.models import User
from studio.selectors import cases
from video.models import SoundMix, SoundOrder, SoundPiece

LIVE = Q(pieces__deleted_at=None)


def sees(user: User, mix: SoundMix) -> bool:
    """Whether they may read the words: always, or for a day after they opened a case on one of its orders."""
    orders = mix.orders.values("generation")
    return cases.sees_all(user) or cases.has_case(user, Q(generation__in=orders))


class OfMix(OfOwner):
    """What belongs to a mix."""

    @display(description=gettext_lazy("Owner"), ordering="mix__owner__email")
    def person(self, row: Any) -> Shown:
        return link(row.mix.owner)

    @display(description=gettext_lazy("Sound mix"))
    def its_mix(self, row: Any) -> Shown:
        return link(row.mix, str(row.mix_id)[:8])


@admin.register(SoundMix)
class SoundMixAdmin(OfOwner):
    list_display = ["created_at", "person", "subject", "how_many", "loudness", "updated_at"]
    list_display_links = ["created_at"]
    list_filter = ["loudness", ("film", admin.EmptyFieldListFilter)]
    list_select_related = ["owner", "film", "clip"]
    search_fields = ["id__exact", "owner__email", "film__id__exact", "orders__generation__id__exact"]
    search_help_text = gettext_lazy("Number of the mix, of its storyboard or of one of its orders, e-mail of its owner")
    date_hierarchy = "created_at"
    public: ClassVar[list[str]] = [
        "person", "subject", "mixed_as", "its_lanes", "its_sounds", "its_orders", "trouble", "revision", "created_at",
        "updated_at",
    ]  # fmt: skip
    private: ClassVar[list[str]] = ["its_preview", "its_result", "words"]
    readonly_fields: ClassVar[list[str]] = [*public, *private]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SoundMix]:
        return super().get_queryset(request).annotate(sounds_there=Count("pieces", filter=LIVE, distinct=True))

    def get_fields(self, request: HttpRequest, obj: SoundMix | None = None) -> list[str]:
        seen = obj is not None and sees(cast("User", request.user), obj)
        return [*self.public, *(self.private if seen else [])]

    @display(description=gettext_lazy("Sounds"), ordering="sounds_there")
    def how_many(self, row: Any) -> int:
        return int(row.sounds_there)

    @display(description=gettext_lazy("Of"))
    def subject(self, row: SoundMix) -> Shown:
        """By its number: a name is the owner's own words."""
        found: Model | None = row.film or row.clip
        return link(found, str(found.pk)[:8]) if found else NOTHING

    @display(description=gettext_lazy("Mixed as"))
    def mixed_as(self, row: SoundMix) -> Shown:
        """Without the voice's parameters: a setting may be a text."""
        return facts([
            (_("loudness"), row.get_loudness_display()), (_("lower under speech, dB"), f"{row.duck_db:g}"),
            (_("the clip's own sound, dB"), _("muted") if row.own_mute else f"{row.own_gain_db:g}"),
            (_("voice"), row.voice.get("model", "")), (_("captions"), row.captions.get("style", "")),
        ])  # fmt: skip

    @display(description=gettext_lazy("Lanes"))
    def its_lanes(self, row: SoundMix) -> Shown:
        headers = ["", _("gain, dB"), _("muted"), _("solo")]
        return table(headers, ([name, *lane.values()] for name, lane in row.lanes.items()))

    @display(description=gettext_lazy("Sounds"))
    def its_sounds(self, row: SoundMix) -> Shown:
        return listing(SoundPiece, row.pieces.filter(deleted_at=None).count(), mix__id__exact=row.pk)

    @display(description=gettext_lazy("Orders"))
    def its_orders(self, row: SoundMix) -> Shown:
        return listing(SoundOrder, row.orders.count(), mix__id__exact=row.pk)

    @display(description=gettext_lazy("Animatic with sound"))
    def its_preview(self, row: SoundMix) -> Shown:
        return picture(row.preview, width=240) or NOTHING

    @display(description=gettext_lazy("Mix"))
    def its_result(self, row: SoundMix) -> Shown:
        return picture(row.result, width=240) or NOTHING

    @display(description=gettext_lazy("Words"))
    def words(self, row: SoundMix) -> Shown:
        said: Iterable[SoundPiece] = row.pieces.filter(deleted_at=None).exclude(text="")
        return table(["", _("words")], ([each.get_lane_display(), each.text] for each in said))


@admin.register(SoundPiece)
class SoundPieceAdmin(OfMix):
    """One sound: where it lies and how it is heard; its words and its waveform in a case."""

    list_display = ["created_at", "person", "its_mix", "lane", "is_line", "starts_s", "loop", "mute", "deleted_at"]
    list_display_links = ["created_at"]
    list_filter = ["lane", "is_line", ("deleted_at", admin.EmptyFieldListFilter)]
    search_fields = ["id__exact", "mix__id__exact", "mix__owner__email"]
    search_help_text = gettext_lazy("Number of the sound or of its mix, e-mail of its owner")
    list_select_related = ["mix__owner"]
    date_hierarchy = "created_at"
    public: ClassVar[list[str]] = [
        "person", "its_mix", "lane", "is_line", "starts_s", "from_s", "to_s", "fade_in_s", "fade_out_s", "gain_db",
        "loop", "mute", "its_orders", "created_at", "deleted_at",
    ]  # fmt: skip
    private: ClassVar[list[str]] = ["text", "its_file"]
    readonly_fields: ClassVar[list[str]] = [*public, *private]

    def get_fields(self, request: HttpRequest, obj: SoundPiece | None = None) -> list[str]:
        seen = obj is not None and sees(cast("User", request.user), obj.mix)
        return [*self.public, *(self.private if seen else [])]

    @display(description=gettext_lazy("Orders"))
    def its_orders(self, row: SoundPiece) -> Shown:
        return listing(SoundOrder, row.orders.count(), piece__id__exact=row.pk)

    @display(description=gettext_lazy("File"))
    def its_file(self, row: SoundPiece) -> Shown:
        return picture(row.asset, width=240) or NOTHING


@admin.register(SoundOrder)
class SoundOrderAdmin(OfMix):
    """Which order was made for which mix; the order's own page has the rest."""

    list_display = ["created_at", "person", "part", "order", "how_it_went", "its_mix"]
    list_display_links = ["created_at"]
    list_filter = ["part", "generation__status"]
    search_fields = ["mix__id__exact", "generation__id__exact", "mix__owner__email"]
    search_help_text = gettext_lazy("Number of the mix or of the order, e-mail of its owner")
    list_select_related = ["mix__owner", "piece", "generation"]
    date_hierarchy = "created_at"
    fields: ClassVar[list[str]] = ["person", "its_mix", "part", "its_piece", "order", "how_it_went", "created_at"]
    readonly_fields = fields

    @display(description=gettext_lazy("Sound"))
    def its_piece(self, row: SoundOrder) -> Shown:
        return link(row.piece, str(row.piece_id)[:8]) if row.piece else NOTHING

    @display(description=gettext_lazy("Order"))
    def order(self, row: SoundOrder) -> Shown:
        return link(row.generation, str(row.generation_id)[:8])

    @display(description=gettext_lazy("status"))
    def how_it_went(self, row: SoundOrder) -> str:
        return str(row.generation.get_status_display())
