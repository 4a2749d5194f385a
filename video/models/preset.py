from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from studio.models import User


class CameraPresetQuerySet(models.QuerySet["CameraPreset"]):
    def visible_to(self, user: User) -> CameraPresetQuerySet:
        """Ours that are offered, and this user's own."""
        return self.filter(Q(owner=user) | Q(owner=None, enabled=True))


class CameraPreset(models.Model):
    """A virtual camera kept under a name: ours (no owner) or a user's own. Terms are named by their slugs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="camera_presets"
    )
    slug = models.SlugField(_("name in orders"), max_length=50, blank=True)
    """Of ours; empty for a user's own."""
    name = models.CharField(_("name"), max_length=80)
    name_ru = models.CharField(_("name, Russian"), max_length=80, blank=True)
    """Of ours; a user's own has one name."""
    about = models.CharField(_("in a few words"), max_length=200, blank=True)
    about_ru = models.CharField(_("in a few words, Russian"), max_length=200, blank=True)
    sensor = models.CharField(_("body"), max_length=50, blank=True)
    lens = models.CharField(_("lens"), max_length=50, blank=True)
    focal_length = models.FloatField(_("focal length, mm"), null=True, blank=True)
    aperture = models.FloatField(_("aperture, f/"), null=True, blank=True)
    focus_distance = models.FloatField(_("focus distance, m"), null=True, blank=True)
    """Empty: on the subject."""
    depth_of_field = models.CharField(_("depth of field"), max_length=10, blank=True)
    """macro | shallow | medium | deep: stands in for an aperture where none is given; "" as the numbers say."""
    aspect_ratio = models.CharField(_("format"), max_length=10, blank=True)
    framing = models.CharField(_("framing"), max_length=4, blank=True)
    """crop | bars: how the format is reached where the model cannot make it itself; "" is crop."""
    color_profile = models.CharField(_("colour"), max_length=50, blank=True)
    color_strength = models.PositiveSmallIntegerField(_("strength of the colour"), null=True, blank=True)
    movements = models.JSONField(_("movements"), default=list, blank=True)
    """Up to three of {"name", "strength": 1..100}."""
    speed_ramp = models.JSONField(_("speed ramp"), default=dict, blank=True)
    """{"name"} or {"points": [[moment 0..1, speed 0.25..4], ...]}; {} for none."""
    genre = models.CharField(_("genre"), max_length=50, blank=True)
    lighting = models.CharField(_("light"), max_length=50, blank=True)
    grain = models.PositiveSmallIntegerField(_("grain"), null=True, blank=True)
    """0..100, as vignette and flare; empty: as the body and the lens have it."""
    vignette = models.PositiveSmallIntegerField(_("vignette"), null=True, blank=True)
    flare = models.PositiveSmallIntegerField(_("flare"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    enabled = models.BooleanField(_("offered"), default=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = CameraPresetQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("camera preset"), _("camera presets")
        ordering = ["position", "-created_at", "id"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="preset_owner_newest")]
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=Q(owner=None), name="one_system_preset_per_slug"),
            models.UniqueConstraint(
                "owner", Lower("name"), condition=Q(owner__isnull=False), name="one_preset_per_name"
            ),
            models.CheckConstraint(condition=Q(owner__isnull=False) | ~Q(slug=""), name="system_presets_have_slugs"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def is_system(self) -> bool:
        return self.owner_id is None

    @property
    def shown_name(self) -> str:
        """In the active language, where it has two."""
        return self.name_ru if self.name_ru and (get_language() or "").startswith("ru") else self.name

    @property
    def shown_about(self) -> str:
        return self.about_ru if self.about_ru and (get_language() or "").startswith("ru") else self.about
