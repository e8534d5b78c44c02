"""What kinds of body, board and responsibility are there?"""

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    COUNCIL = "council", "Council"
    ICB = "icb", "NHS Integrated Care Board"
    CCG = "ccg", "NHS Clinical Commissioning Group"
    NHS_ENGLAND = "nhs-england", "NHS England"
    NHS_TRUST = "nhs-trust", "NHS trust"
    PRIMARY_CARE = "primary-care", "Primary care"
    SCHOOL = "school", "School"
    SCHOOL_TRUST = "school-trust", "School trust"
    COLLEGE = "college", "College"
    PARENT_CARER_FORUM = "parent-carer-forum", "Parent carer forum"
    YOUNG_PEOPLES_GROUP = "young-peoples-group", "Young people's group"
    INFORMATION_ADVICE_SERVICE = "information-advice-service", "Information, advice and support service"
    VOLUNTARY = "voluntary", "Voluntary or community organisation"
    INDEPENDENT_PROVIDER = "independent-provider", "Independent provider"
    REGULATOR = "regulator", "Regulator or inspectorate"
    GOVERNMENT = "government", "Government department"
    PARTNERSHIP = "partnership", "Partnership"
    OTHER = "other", "Other body"


class IdentifierScheme(TextChoices):
    GSS = "gss", "ONS (GSS) code"
    ODS = "ods", "NHS ODS code"
    URN = "urn", "School URN"
    UKPRN = "ukprn", "UKPRN"
    COMPANY = "company", "Company number"
    CHARITY = "charity", "Charity number"
    LA_CODE = "la-code", "DfE local authority code"


IDENTIFIER_PATTERNS = {
    IdentifierScheme.GSS: (r"E\d{8}", "E and eight digits, such as E08000021"),
    IdentifierScheme.ODS: (r"[0-9A-Z]{3,8}", "three to eight capital letters and digits, such as QHM"),
    IdentifierScheme.URN: (r"\d{6}", "six digits"),
    IdentifierScheme.UKPRN: (r"1\d{7}", "eight digits beginning with 1"),
    IdentifierScheme.COMPANY: (r"(\d{8}|[A-Z]{2}\d{6})", "eight digits, or two letters and six digits"),
    IdentifierScheme.CHARITY: (r"\d{6,7}", "six or seven digits"),
    IdentifierScheme.LA_CODE: (r"\d{3}", "three digits, such as 391"),
}


class SuccessionKind(TextChoices):
    MERGED = "merged", "merged into"
    SPLIT = "split", "split into"
    RENAMED = "renamed", "was renamed"
    TRANSFERRED = "functions-transferred", "passed its functions to"


class AreaRole(TextChoices):
    LOCAL_AUTHORITY = "local-authority", "Local authority"
    NHS_COMMISSIONER = "nhs-commissioner", "NHS commissioner"
    NHS_PROVIDER = "nhs-provider", "NHS provider"
    EDUCATION_PROVIDER = "education-provider", "Education provider"
    PROVIDER = "provider", "Provider"
    PARENT_CARER_VOICE = "parent-carer-voice", "Voice of parents and carers"
    YOUNG_PEOPLES_VOICE = "young-peoples-voice", "Voice of young people"
    INFORMATION_AND_ADVICE = "information-and-advice", "Information and advice"
    OVERSIGHT = "oversight", "Oversight"
    PARTNER = "partner", "Partner"


class ReportingNature(TextChoices):
    ACCOUNTABLE = "accountable", "is accountable to"
    REPORTS = "reports", "reports to"
    RECOMMENDS = "recommends", "recommends decisions to"
    INFORMS = "informs", "informs"
    SUPPORTS = "supports", "supports"
    SCRUTINISED = "scrutinised", "is scrutinised by"


class Part(TextChoices):
    LEAD = "lead", "Lead"
    PARTNER = "partner", "Partner"
    ACCOUNTABLE = "accountable", "Accountable"
