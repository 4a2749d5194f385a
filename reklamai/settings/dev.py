"""`make run` and every `manage.py` command on the embedded defaults."""

from __future__ import annotations

from reklamai.core.keys import kept_key

from .base import *

DEBUG = False  # the pages a user sees, errors included, are the ones we want to see while building
DEMO = ENV.DEMO is not False
SECRET_KEY = ENV.SECRET_KEY.reveal() or kept_key(HOME)
