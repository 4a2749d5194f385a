"""The sections of one order's page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from studio.admin.shown import LARGE_PX, NOTHING, Shown, facts, link, listing, picture, plain, table
from studio.cards import SCORES, STAGES
from studio.catalogue.inputs import SHOTS
from studio.catalogue.labels import role_label, value_label
from studio.holding import ELEMENTS
from studio.models import Asset, Generation, GenerationReference, LedgerEntry
from studio.taking import Take
from studio.templatetags.studio_cards import lasting

KINDS = {
    "text_to_image": gettext_lazy("Picture from words"),
    "image_to_image": gettext_lazy("Picture from a picture"),
    "text_to_video": gettext_lazy("Clip from words"),
    "image_to_video": gettext_lazy("Clip from a picture"),
    "keyframes": gettext_lazy("Clip between two frames"),
    "upscale": gettext_lazy("Enlarging"),
    "inpaint": gettext_lazy("Painting inside"),
    "text_to_speech": gettext_lazy("Speech"),
    "music": gettext_lazy("Music"),
}
"""Words for the kinds; another one is shown as its data names it."""
MARKS = {
    "native": gettext_lazy("by the model"),
    "prompt": gettext_lazy("in the words"),
    "post": gettext_lazy("by us"),
}


SOURCES = GenerationReference.objects.only("source", "generation")
SOURCES_OF_ORDERS = Prefetch("references", queryset=SOURCES)
SOURCES_OF_FILES = Prefetch("generation__references", queryset=SOURCES)
"""What lists need to know whose business a picture is, without the words and measures beside it."""


def kind_label(kind: str) -> str:
    return str(KINDS.get(kind, kind.replace("_", " ").capitalize()))


def score_label(name: str) -> str:
    return str(SCORES.get(name, name.capitalize()))


def measured(score: dict[str, Any]) -> str:
    """ "87: the same person" or why there is no figure."""
    return score["says"] if score["value"] is None else f"{score['value']}: {score['says']}"


def moment(at: datetime | None) -> str:
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


def megabytes(number: int) -> str:
    return filesizeformat(number)


def order(row: Generation) -> Shown:
    return facts(
        [
            (_("Number"), str(row.pk)),
            (_("Owner"), link(row.owner)),
            (_("Project"), link(row.project) if row.project else ""),
            (_("Kind"), kind_label(row.kind)),
            (_("Model"), f"{row.model} · {row.provider}"),
            (_("Ordered"), moment(row.created_at)),
            (_("Made from order"), link(row.parent) if row.parent else ""),
            (_("In the bin since"), moment(row.deleted_at)),
        ]
    )


def words(row: Generation) -> Shown:
    return facts(
        [(_("Prompt"), row.prompt), (_("Leave out"), row.negative_prompt), (_("Sound"), row.audio_prompt),
         (_("Shots"), value_label(SHOTS, row.parameters.get(SHOTS, ""))),
         (_("What was sent"), row.sent.get("words", "") or sent_shots(row))]
    )  # fmt: skip


def sent_shots(row: Generation) -> str:
    controls = row.sent.get("controls", ())
    return next((value_label(SHOTS, each["value"]) for each in controls if each.get("name") == SHOTS), "")


def asked(row: Generation) -> Shown:
    """The controls as the owner was shown them; words are told elsewhere, to those who may read them."""
    controls = [each for each in row.sent.get("controls", ()) if each.get("name") not in WORDS]
    rows = [(role_label(each["name"]), value_label(each["name"], each["value"]), mark(each)) for each in controls]
    seed = [(role_label("seed"), str(row.seed), "")] if row.seed is not None else []
    return table([_("Setting"), _("Value"), _("Takes effect")], [*rows, *seed])


WORDS = frozenset({"prompt", "negative_prompt", "audio_prompt", "seed", SHOTS, *ELEMENTS})
"""Of things that are held the value is a name that somebody gave, or words of what they look like."""


def mark(control: dict[str, Any]) -> str:
    return str(MARKS.get(control.get("mark", ""), ""))


def used(row: Generation) -> Shown:
    # Ordered, so that it is read anew: what lists have read of them is their sources alone.
    references = list(row.references.order_by("position"))
    found = Asset.objects.in_bulk([each.source_id for each in references if each.source == "asset"])
    shown = {str(pk): asset for pk, asset in found.items()}
    rows = [(picture(shown.get(each.source_id)), role_label(each.shown_as), each.text) for each in references]
    frames = [(_("Start frame"), row.start_frame), (_("End frame"), row.end_frame)]
    rows += [(picture(asset), name, "") for name, asset in frames if asset]
    return table(["", _("Used as"), _("Words")], rows)


def made(row: Generation) -> Shown:
    shown = [(picture(asset, width=LARGE_PX),) for asset in row.assets.all()]
    return format_html_join(" ", "{}", shown) or NOTHING


def money(row: Generation) -> Shown:
    entries = row.entries.select_related("made_by").order_by("pk")
    rows = [
        (
            link(each, moment(each.created_at)),
            each.get_kind_display(),
            f"{each.delta:+d}",
            each.note,
            each.made_by or "",
        )
        for each in entries
    ]
    price = _("%(n)d credits") % {"n": row.price}
    cost = f"{row.cost:.4f} USD" if row.cost is not None else ""
    shown = table([_("When"), _("Movement"), _("Credits"), _("Reason"), _("By")], rows) if rows else ""
    everything = listing(LedgerEntry, _("All movements of the owner"), account__owner__id__exact=row.owner_id)
    return facts([(_("Price"), price), (_("Cost at the vendor"), cost), (_("Movements"), shown), ("", everything)])


def take_words(row: Generation) -> str:
    """Which of the takes of its item it is, and whether it stands by; "" for what is made once."""
    if row.first_take_id is None:
        return ""
    words = _("%(take)d of %(most)d") % {"take": row.take, "most": len(row.all_takes)}
    return f"{words}, {Take(row).state}" if row.standby else words


def course(row: Generation) -> Shown:
    stage = STAGES.get(row.stage, row.stage)
    return facts(
        [
            (_("Progress"), f"{row.progress} %"),
            (_("Stage"), stage),
            (_("Attempt"), row.attempt or ""),
            (_("Take"), take_words(row)),
            (_("Number at the vendor"), row.provider_ref),
            (_("Waited"), lasting(row.waited_s)),
            (_("Worked"), lasting(row.elapsed_s) if row.started_at else ""),
            (_("Expected"), lasting(row.expected_s)),
            (_("Started"), moment(row.started_at)),
            (_("Sent to the vendor"), moment(row.sent_at)),
            (_("Last beat"), moment(row.heartbeat_at)),
            (_("Asked again after"), moment(row.ask_after)),
            (_("Deadline"), moment(row.deadline_at)),
            (_("Finished"), moment(row.finished_at)),
        ]
    )


def file_facts(row: Asset) -> Shown:
    size = f"{row.width} × {row.height}" if row.width else ""
    return facts(
        [
            (_("Number"), str(row.pk)),
            (_("Kind"), row.get_kind_display()),
            (_("Origin"), row.get_origin_display()),
            (_("Type"), row.content_type),
            (_("Size"), megabytes(row.size_bytes)),
            (_("Pixels"), size),
            (_("Depth"), row.statement),
            (_("Length"), lasting(row.duration_s)),
            (_("Frames a second"), row.fps),
            (_("Sound"), plain(row.has_sound)),
            (_("Checksum"), row.sha256),
            (_("Created"), moment(row.created_at)),
            (_("In the bin since"), moment(row.deleted_at)),
        ]
    )
