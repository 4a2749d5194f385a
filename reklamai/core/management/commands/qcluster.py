from __future__ import annotations

from django_q import cluster
from django_q.management.commands import qcluster

from reklamai.core import loading
from reklamai.core.packets import PacketQueue


class Command(qcluster.Command):  # type: ignore[misc]  # django-q carries no types
    """django-q's own command, found before it, with a queue that outlives the kill of a reader."""

    def handle(self, *args: object, **options: object) -> None:
        cluster.Queue = PacketQueue
        loading.is_over()
        super().handle(*args, **options)
