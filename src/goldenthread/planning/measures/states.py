"""What kinds of target, baseline and observation are there?"""

from django.db.models import TextChoices


class Unit(TextChoices):
    PER_CENT = "per cent", "Per cent"
    COUNT = "count", "Count"
    DAYS = "days", "Days"
    WEEKS = "weeks", "Weeks"
    MONTHS = "months", "Months"
    YEARS = "years", "Years"
    POUNDS = "pounds", "Pounds"
    EVENT = "event", "Event (happened or not)"
    WORDS = "words", "Words"


class TargetKind(TextChoices):
    ABSOLUTE = "absolute", "Reach a stated value"
    DIRECTION = "direction", "Move in a direction"
    COMPARATOR = "against-comparator", "Against a comparator"
    GAP = "closing-gap", "Close a gap"
    EVENT = "event", "An event happens"
    SURVEY = "survey-statement", "People say so in a survey"
    TO_BE_DETERMINED = "to-be-determined", "To be determined"
    NOT_STATED = "not-stated", "Not stated"


class Direction(TextChoices):
    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"
    HOLD = "hold", "Staying the same is the aim"


class BaselineState(TextChoices):
    KNOWN = "known", "Known"
    TO_BE_DETERMINED = "to-be-determined", "To be determined"
    NOT_STATED = "not-stated", "Not stated"


class ObservationState(TextChoices):
    KNOWN = "known", "Known"
    SUPPRESSED = "suppressed", "Suppressed"
    NOT_COLLECTED = "not-collected", "Not collected"
    NOT_YET_SET = "not-yet-set", "Not yet available"
