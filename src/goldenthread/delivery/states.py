"""What kinds of service are commissioned, and at which level?"""

from django.db.models import TextChoices


class ServiceKind(TextChoices):
    PLACEMENT = "placement", "Placement in a school or college"
    SHORT_BREAK = "short-break", "Short break"
    THERAPY = "therapy", "Therapy"
    MENTAL_HEALTH = "mental-health", "Mental health"
    EQUIPMENT = "equipment", "Equipment and adaptations"
    ALTERNATIVE_PROVISION = "alternative-provision", "Alternative provision"
    EARLY_YEARS = "early-years", "Early years and early help"
    PUBLIC_HEALTH_NURSING = "public-health-nursing", "Health visiting and school nursing"
    FOSTERING = "fostering", "Fostering"
    RESIDENTIAL = "residential", "Residential care"
    SECURE = "secure", "Secure accommodation"
    SUPPORTED_ACCOMMODATION = "supported-accommodation", "Supported accommodation"
    INFORMATION_AND_ADVICE = "information-and-advice", "Information and advice"
    NEURODEVELOPMENTAL = "neurodevelopmental", "Neurodevelopmental pathway"
    TRANSITION = "transition", "Transition"
    EDUCATION_SUPPORT = "education-support", "Education support"
    MEDICINES = "medicines", "Medicines"
    OTHER = "other", "Other"


class Level(TextChoices):
    """The five levels of commissioning (Northumberland joint commissioning strategy, 2017, table 1)."""

    INDIVIDUAL = "individual", "Individual"
    LOCALITY = "locality", "Locality"
    SERVICE = "service", "Service"
    STRATEGIC = "strategic", "Strategic"
    REGIONAL = "regional-national", "Regional or national"
