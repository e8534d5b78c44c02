"""Which areas are mine, how do things stand in this one, and what in it is mine?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goldenthread.config_types import Request
