"""Of which words are roles and services made, so that any other word may be a person's name?"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


ROLE_WORDS = _words(
    """
    accountable adviser advisor advocate analyst assistant associate board business care chair chief clinical
    clinician co commissioner commissioners commissioning committee consultant coordinator corporate council
    councillor dco dcs deputy designated development director directors dmo doctor driver executive finance
    forum governor group head heads headteacher headteachers health improvement interim joint lead leader
    leaders leads link manager managers medical member members midwife nurse nurses nursing officer officers
    operational operations ordinator panel partner partners partnership performance principal professional
    professionals programme project psychologist public representative representatives secretary senco sencos
    senior service services social specialist sro staff steering strategic strategy sub subgroup supervisor
    support team teams therapist therapists therapy trust worker workers workstream
    """
)
"""Words that make a role: somebody who does something, or a group of them."""

SUBJECT_WORDS = _words(
    """
    ad adhd adult adulthood adults agencies agency all alternative and area asd assessment at authorities
    authority autism autistic behaviour better borough breaks by camhs care carer carers case chc child
    childcare children childrens city co combined communication communications communities community complex
    continuing council county data disabilities disability disabled district each early east eastern education
    educational ehc ehcp emotional employment engagement equipment every families family for foundation from
    further healthcare hospital hospitals icb icbs improvement in inclusion inclusive independent information
    inspection integrated intelligence key la language learning life local locality mainstream market mental
    mobility named needs neighbourhood neurodevelopmental nhs north northern occupational of offer on ot other
    outcomes paediatric paediatrics parent parental parents participation pathway pathways pcn people peoples
    person personal physiotherapy place placements places plan planning police post preparation preparing
    prevention primary private procurement provider providers provision psychology quality region relevant
    resources respite safe safeguarding salt school schools secondary sector send sendias sendiass settings
    short skills slt south southern special speech statutory sufficiency system targeted the to transition
    transitions transport universal value vcs vcse via virtual voice voluntary wellbeing west western wide
    with years york young youth
    """
)
"""Words that say for what."""

ABBREVIATIONS = _words(
    """
    AD ALL AP ASC ASD CCG CDC CHC CSC CYP CYPS DCO DCS DFE DMO DSCO EHC EP EPS GP GPS HR HWB ICB IT JCG LA
    MASH NHS NHSE OT PCF PCN PFA SALT SEN SEND SLG SLT SMT SRO VCS VCSE YJS YOT
    """
)
"""Capital letters that are nobody's initials."""
