"""`make run` and every `manage.py` command on the embedded defaults."""

from __future__ import annotations

from reklamai.core.keys import kept_key

from .base import *
from .server import sample_account

DEBUG = False  # the pages a user sees, errors included, are the ones we want to see while building
DEMO = sample_account(ENV, unless_said=True)
SECRET_KEY = ENV.SECRET_KEY.reveal() or kept_key(HOME)
