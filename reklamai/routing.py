"""Where the sockets lead. Apps are named, not imported, as in `urls`."""

from __future__ import annotations

from django.utils.module_loading import import_string

websocket_urlpatterns = [*import_string("studio.routing.websocket_urlpatterns")]
