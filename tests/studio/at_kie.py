"""KIE's stand-in as our own vendor: the settings that lead there, and workers without their pauses."""

from reklamai.core.secret import Secret
from studio.engines import tables
from studio.models import Generation
from studio.services import work


def connected(settings, server):
    """What is ordered at KIE goes to `server`, as fast as it can."""
    settings.KIE_API_KEY = Secret("kie-key")
    settings.KIE_BASE_URL, settings.KIE_UPLOAD_URL = server.base_url, server.upload_url
    settings.FETCH_TRUSTED_HOSTS = [server.results_host]
    settings.VENDOR_LIMITS = {}
    tables.loaded.cache_clear()


def worked(generation, *, rounds=6):
    """Run it as workers and the poller would, without their pauses, until it is over or nothing more happens."""
    for _ in range(rounds):
        Generation.objects.filter(pk=generation.pk, ask_after__isnull=False).update(ask_after=generation.created_at)
        work.run(generation.pk)
        generation.refresh_from_db()
        if generation.is_over:
            break
    return generation
