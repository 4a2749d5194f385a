from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Asked(models.Model):
    """What an order asks for: the columns from which it can be made again."""

    kind = models.CharField(_("kind"), max_length=40)
    model = models.CharField(_("model"), max_length=120)
    prompt = models.TextField(_("prompt"), blank=True)
    negative_prompt = models.TextField(_("negative prompt"), blank=True)
    seed = models.BigIntegerField(_("seed"), null=True, blank=True)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    aspect_ratio = models.CharField(_("aspect ratio"), max_length=12, blank=True)
    duration_s = models.FloatField(_("seconds"), null=True, blank=True)
    resolution = models.CharField(_("resolution"), max_length=12, blank=True)
    color_depth = models.CharField(_("colour depth"), max_length=6, default="8bit")
    start_frame = models.ForeignKey(
        "studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="starts"
    )
    end_frame = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="ends")
    keyframe_interpolation = models.BooleanField(default=False)
    num_intermediate_frames = models.PositiveIntegerField(default=10)
    audio_prompt = models.TextField(_("sound"), blank=True)
    audio_type = models.CharField(max_length=10, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    language = models.CharField(max_length=2, default="ru")
    """In which the owner is told of it."""
    camera = models.JSONField(default=dict, blank=True)
    """The virtual camera as it was asked for; {} for none."""
    master = models.JSONField(default=dict, blank=True)
    """The master file that was asked for; {} for none."""
    plan = models.JSONField(default=dict, blank=True)
    """`studio.shaping.Shape.plan`, and "words", what the model was told of the camera."""

    class Meta:
        abstract = True
