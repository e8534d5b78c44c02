"""Of which words are roles and services made, so that any other word may be a person's name?"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


ROLE_WORDS = _words(
    """
    accountable adviser advisor advocate analyst assistant associate board chair chief clinician commissioner
    commissioners committee consultant coordinator council councillor dco dcs deputy director directors dmo
    doctor driver executive forum governor group head heads headteacher headteachers lead leader leaders leads
    manager managers member members midwife nurse nurses officer officers ordinator panel partner partners
    partnership professional professionals psychologist representative representatives secretary senco sencos
    service services specialist sro staff steering subgroup supervisor team teams therapist therapists trust
    worker workers workstream
    """
)
"""Words that make a role: somebody who does something, or a group of them."""

SUBJECT_WORDS = _words(
    """
    ad adhd adult adulthood adults agencies agency all alternative and area asd assessment at authorities
    authority autism autistic behaviour better borough breaks business by camhs care carer carers case chc
    child childcare children childrens city clinical co combined commissioning communication communications
    communities community complex continuing corporate council county data designated development disabilities
    disability disabled district each early east eastern education educational ehc ehcp emotional employment
    engagement equipment every families family finance for foundation from further health healthcare hospital
    hospitals icb icbs improvement in inclusion inclusive independent information inspection integrated
    intelligence interim joint key la language learning life link local locality mainstream market medical
    mental mobility named needs neighbourhood neurodevelopmental nhs north northern nursing occupational of
    offer on operational operations ot other outcomes paediatric paediatrics parent parental parents
    participation pathway pathways pcn people peoples performance person personal physiotherapy place
    placements places plan planning police post preparation preparing prevention primary principal private
    procurement programme project provider providers provision psychology public quality region relevant
    resources respite safe safeguarding salt school schools secondary sector send sendias sendiass senior
    settings short skills slt social south southern special speech statutory strategic strategy sub
    sufficiency support system targeted the therapy to transition transitions transport universal value vcs
    vcse via virtual voice voluntary wellbeing west western wide with years york young youth
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
