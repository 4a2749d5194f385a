from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from video.models.film import MultiShotGeneration, Shot

if TYPE_CHECKING:
    from studio.models import User

MOST_PIECES = 40
"""Of one mix: as many sounds as one order takes."""
LONGEST_S = 1800.0
"""Of a clip that is given sound, and of a sound's file: two clips of ten minutes with a transition between them fit."""


class Lane(models.TextChoices):
    DIALOGUE = "dialogue", _("Dialogue")
    EFFECTS = "effects", _("Effects")
    AMBIENCE = "ambience", _("Ambience")
    MUSIC = "music", _("Music")


class Loudness(models.IntegerChoices):
    """LUFS, integrated."""

    ONLINE = -14, _("−14 LUFS, online video")
    PODCAST = -16, _("−16 LUFS, podcasts")
    BROADCAST = -23, _("−23 LUFS, television")


class SoundMixQuerySet(models.QuerySet["SoundMix"]):
    def visible_to(self, user: User) -> SoundMixQuerySet:
        """This user's, of boards and clips that are in no bin."""
        there = Q(film__isnull=False, film__deleted_at=None)
        clip = Q(clip__isnull=False, clip__deleted_at=None, clip__generation__deleted_at=None)
        return self.filter(there | clip, owner=user)


class SoundMix(models.Model):
    """What is heard under a storyboard or a clip: sounds on four lanes, and how they are mixed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sound_mixes")
    film = models.OneToOneField(
        MultiShotGeneration, null=True, blank=True, on_delete=models.CASCADE, related_name="sound"
    )
    clip = models.OneToOneField("studio.Asset", null=True, blank=True, on_delete=models.CASCADE, related_name="sound")
    """Either of the two: a board, or one clip."""
    lanes = models.JSONField(_("lanes"), default=dict, blank=True)
    """{lane: {"gain_db", "mute", "solo"}}; a lane that is missing is as it comes."""
    own_gain_db = models.FloatField(_("the clip's own sound, dB"), default=0.0)
    own_mute = models.BooleanField(_("without the clip's own sound"), default=False)
    duck_db = models.FloatField(_("lower under speech, dB"), default=10.0)
    """How far music, ambience and the clip's own sound go down while somebody speaks, 0..24."""
    loudness = models.SmallIntegerField(_("loudness"), choices=Loudness.choices, default=Loudness.ONLINE)
    voice = models.JSONField(_("voice"), default=dict, blank=True)
    """{"model", "parameters"} of every line that names none of its own; {} for our own engine's usual voice."""
    captions = models.JSONField(_("captions"), default=dict, blank=True)
    """{"style", "place", "size", "burn"}; {} for captions beside the picture, as they come."""
    preview = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    preview_hash = models.CharField(max_length=64, blank=True)
    """The animatic with its sound, and what it was mixed of."""
    result = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    result_hash = models.CharField(max_length=64, blank=True)
    """The film, or the clip, with its sound, and what it was mixed of."""
    trouble = models.TextField(_("trouble"), blank=True)
    """A sentence for its owner: why it could not be mixed; "" if nothing is wrong."""
    revision = models.PositiveIntegerField(default=0, editable=False)
    """Grows with every change that a person makes: of two tabs, the older one is told."""
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = SoundMixQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("sound mix"), _("sound mixes")
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(film__isnull=False, clip__isnull=True) | Q(film__isnull=True, clip__isnull=False),
                name="a_mix_is_of_a_board_or_of_a_clip",
            ),
            models.CheckConstraint(condition=Q(loudness__in=Loudness.values), name="loudness_is_one_of_ours"),
        ]

    def __str__(self) -> str:
        return f"sound mix {self.id}"


class SoundPiece(models.Model):
    """One sound on a lane."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mix = models.ForeignKey(SoundMix, on_delete=models.CASCADE, related_name="pieces")
    lane = models.CharField(_("lane"), max_length=8, choices=Lane.choices)
    shot = models.ForeignKey(Shot, null=True, blank=True, on_delete=models.CASCADE, related_name="sounds")
    """It moves with this shot of the board."""
    is_line = models.BooleanField(_("line"), default=False)
    """It says the line of its shot: one for each shot."""
    asset = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """What is heard; empty until it is made, or where it is gone."""
    starts_s = models.FloatField(_("begins, s"), default=0.0)
    """From the beginning of its shot, else of the picture."""
    from_s = models.FloatField(_("from, s"), default=0.0)
    to_s = models.FloatField(_("to, s"), null=True, blank=True)
    """Which part of the file is heard; empty: to its end."""
    fade_in_s = models.FloatField(_("fades in, s"), default=0.0)
    fade_out_s = models.FloatField(_("fades out, s"), default=0.0)
    gain_db = models.FloatField(_("gain, dB"), default=0.0)
    loop = models.BooleanField(_("repeats"), default=False)
    """To the end of the picture."""
    mute = models.BooleanField(_("muted"), default=False)
    text = models.TextField(_("words"), blank=True)
    """What is said in it, or by which words it was made."""
    spoken = models.JSONField(_("timed words"), default=list, blank=True)
    """[[word, from_s, to_s], ...] of speech, in seconds of the file."""
    content_hash = models.CharField(max_length=64, blank=True)
    """Of a line, what its sound says and by whose voice: it is spoken anew when that changes."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True)
    """Removed; it can be put back while the page that removed it says so."""

    class Meta:
        verbose_name, verbose_name_plural = _("sound of a mix"), _("sounds of mixes")
        ordering = ["mix", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mix", "shot"], condition=Q(is_line=True, deleted_at=None), name="one_line_for_each_shot"
            ),
            models.CheckConstraint(condition=Q(lane__in=Lane.values), name="lane_is_one_of_ours"),
        ]

    def __str__(self) -> str:
        return f"sound {self.id}"


class SoundPart(models.TextChoices):
    PIECE = "piece", _("Sound")
    PREVIEW = "preview", _("Animatic with sound")
    MIX = "mix", _("Mix")


class SoundOrder(models.Model):
    """One order that was made for a mix, and of which content."""

    id = models.BigAutoField(primary_key=True)
    mix = models.ForeignKey(SoundMix, on_delete=models.CASCADE, related_name="orders")
    piece = models.ForeignKey(SoundPiece, null=True, blank=True, on_delete=models.CASCADE, related_name="orders")
    """Empty for what is made of the whole mix."""
    generation = models.OneToOneField("studio.Generation", on_delete=models.CASCADE, related_name="sound_order")
    part = models.CharField(_("part"), max_length=8, choices=SoundPart.choices)
    content_hash = models.CharField(max_length=64)
    """Of all that makes it: with the same hash it need not be made again."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("order of a mix"), _("orders of mixes")
        ordering = ["-id"]
        indexes = [models.Index(fields=["mix", "part", "-id"], name="sound_order_part")]

    def __str__(self) -> str:
        return f"{self.part} {self.generation_id}"
