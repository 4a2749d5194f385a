from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class TermKind(models.TextChoices):
    SENSOR = "sensor", _("Body")
    LENS = "lens", _("Lens")
    PROFILE = "profile", _("Colour")
    MOVEMENT = "movement", _("Movement")
    RAMP = "ramp", _("Speed ramp")
    GENRE = "genre", _("Genre")
    LIGHTING = "lighting", _("Light")


class CameraTerm(models.Model):
    """One word of the camera: a body, a lens, a colour profile, a movement. Data that staff can change and add to.

    What is ours comes from `video/vocabulary/*.yaml` when the database is prepared; a row that is there stays as it is.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=TermKind.choices)
    slug = models.SlugField(_("name in orders"), max_length=50)
    name_en = models.CharField(_("name, English"), max_length=80)
    name_ru = models.CharField(_("name, Russian"), max_length=80)
    about_en = models.CharField(_("in a few words, English"), max_length=200, blank=True)
    about_ru = models.CharField(_("in a few words, Russian"), max_length=200, blank=True)
    words_en = models.CharField(_("said to a model, English"), max_length=300, blank=True)
    words_ru = models.CharField(_("said to a model, Russian"), max_length=300, blank=True)
    traits = models.JSONField(_("traits"), default=dict, blank=True)
    """By kind, the fields of `video.traits`: numbers with units, checked when they are written."""
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    enabled = models.BooleanField(_("offered"), default=True)
    """What is not offered any more still works in presets and orders that name it."""

    class Meta:
        verbose_name, verbose_name_plural = _("word of the camera"), _("words of the camera")
        ordering = ["kind", "position", "slug"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_term_per_kind_and_slug")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the active language."""
        return self.name_ru if (get_language() or "").startswith("ru") else self.name_en

    @property
    def about(self) -> str:
        return self.about_ru if (get_language() or "").startswith("ru") else self.about_en
