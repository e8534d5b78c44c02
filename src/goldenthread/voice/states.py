"""Who speaks, how are they answered, and is the answer true?"""

from django.db.models import TextChoices


class Speaker(TextChoices):
    PARENTS = "parents-and-carers", "Parents and carers"
    YOUNG_PEOPLE = "young-people", "Young people"
    FAMILIES = "families", "Families"
    CHILDREN = "children", "Children"
    SCHOOLS = "schools", "Schools"
    PROFESSIONALS = "professionals", "Professionals"
    PROVIDERS = "providers", "Providers"
    INSPECTORS = "inspectors", "Inspectors"
    RESIDENTS = "residents", "Residents"
    NOT_STATED = "not-stated", "Not stated"


class AnswerKind(TextChoices):
    WE_DID = "we-did", "We did"
    WHAT_NEXT = "what-next", "What next"
    COULD_NOT = "could-not", "We could not, because"
    NOT_YET = "not-yet", "Not yet"


class VerdictKind(TextChoices):
    TRUE = "true", "True"
    PARTLY = "partly", "Partly true"
    NOT_TRUE = "not-true", "Not true"


class VerdictGroup(TextChoices):
    PARENTS = "parents-and-carers", "Parents and carers"
    YOUNG_PEOPLE = "young-people", "Young people"
