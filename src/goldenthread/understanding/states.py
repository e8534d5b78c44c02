"""In what is a cited figure counted?"""

from django.db.models import TextChoices


class FigureUnit(TextChoices):
    PEOPLE = "people", "People"
    PER_CENT = "per cent", "Per cent"
    PLACES = "places", "Places"
    POUNDS = "pounds", "Pounds"
    REFERRALS = "referrals", "Referrals"
    PUPILS = "pupils", "Pupils"
    COUNT = "count", "Count"
    RATIO = "ratio", "Ratio"
    WORDS = "words", "Words"
    WEEKS = "weeks", "Weeks"
