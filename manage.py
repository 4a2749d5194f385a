#!/usr/bin/env python
"""Django's commands, and ours: `manage.py dev` starts everything, `manage.py doctor` says what is missing."""

from __future__ import annotations

import os
import sys

from reklamai.core import loading


def main() -> None:
    """Run the command that the arguments name."""
    loading.begins()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reklamai.settings.dev")
    if sys.argv[1:] == ["dev"]:
        # Past Django's own entry, which would load all apps first: 2 s that the first page would wait for.
        from reklamai.core.supervisor.run import run

        sys.exit(run())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
