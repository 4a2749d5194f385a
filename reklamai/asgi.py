"""The ASGI door: pages and sockets."""

from __future__ import annotations

import os
import sys
from threading import Thread
from typing import cast

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reklamai.settings.prod")
pages = get_asgi_application()

from reklamai.core.turns import Application, Turns  # noqa: E402
from reklamai.core.wire import bound_daphne  # noqa: E402
from reklamai.media import words  # noqa: E402
from reklamai.routing import websocket_urlpatterns  # noqa: E402 - models exist only after the line above

sockets = AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns)))
application = ProtocolTypeRouter({"http": Turns(cast("Application", pages)), "websocket": sockets})

bound_daphne()
# Threads of requests hand Python on after 1 ms, not 5: all sockets live in one thread beside them.
sys.setswitchinterval(0.001)

# The Russian dictionary takes 0.6 s to load: beside the first page, not in the way of the first quote.
Thread(target=words.read, args=("",), name="dictionary", daemon=True).start()
