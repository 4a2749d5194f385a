"""Works put into projects."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from studio import progress
from studio.models import Asset, Generation, Project


@transaction.atomic
def move(generations: Sequence[Generation], *, project: Project | None) -> None:
    """Put the works, with all their takes, and their files into a project of the same owner; None: out of any."""
    firsts = [generation.first_take_id for generation in generations if generation.first_take_id]
    together = Generation.objects.filter(first_take__in=firsts).values_list("pk", flat=True)
    pks = [*(generation.pk for generation in generations), *together]
    Generation.objects.filter(pk__in=pks).update(project=project)
    Asset.objects.filter(generation__in=pks).update(project=project)
    for generation in generations:
        generation.project = project
        progress.changed(generation)
