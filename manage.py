#!/usr/bin/env python
"""Run the portal's management commands: `demo` with the demo's settings, everything else with development's."""

import os
import sys

if __name__ == "__main__":
    environment = "demo" if sys.argv[1:2] == ["demo"] else "dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"portal.settings.{environment}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
