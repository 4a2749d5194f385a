"""The WSGI door, for servers that serve pages without sockets."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reklamai.settings.prod")
application = get_wsgi_application()
