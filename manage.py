#!/usr/bin/env python
"""Django's own commands. Operators use `goldenthread`; this is for people who change the code."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    execute_from_command_line(sys.argv)
