"""Is there a number, and of whom does it tell?"""

from enum import StrEnum

from django.db.models import TextChoices


class Audience(StrEnum):
    """Who reads. Whoever names no audience gets what is public."""

    PUBLIC = "anybody: published figures alone"
    AREA = "those who may read the area's data: its own returns too, without small counts"
    ANALYSTS = "those who may analyse person-level data: small counts too"


class FigureState(TextChoices):
    """Only a known figure has a value. The others say why not, and none is nought."""

    KNOWN = "known", "known"
    SUPPRESSED = "suppressed", "suppressed"
    NOT_COLLECTED = "not-collected", "not collected"
    NOT_YET_SET = "not-yet-set", "not yet set"
    NOT_AVAILABLE = "not-available", "not available"


class PlaceLevel(TextChoices):
    """Of whom a figure tells. The neighbours of an area are filed under the area's own code."""

    AREA = "area", "Area"
    NEIGHBOURS = "neighbours", "Statistical neighbours"
    REGION = "region", "Region"
    ENGLAND = "england", "England"
    ICB = "icb", "Integrated care board"
