#!/usr/bin/env python
"""Django's commands, and ours: `manage.py dev` starts everything, `manage.py doctor` says what is missing."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reklamai.settings.dev")
    execute_from_command_line(sys.argv)
