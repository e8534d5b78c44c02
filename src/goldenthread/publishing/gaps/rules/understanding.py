"""What is missing between need and the evidence for it, and of the data that should tell?"""

from __future__ import annotations

from goldenthread.publishing.threads.ends import BY_ID, by, to
from goldenthread.thread.states import LinkKind, NodeKind

from .terms import Has, Lacks, Mend, Near, Rule, Source, Stage, Weight

NEEDS_FIRST = Source(
    "Area SEND inspection reports, May 2023 to March 2025: recommendations of needs assessments seldom traced into plans",
    "our reading of reports",
)
CYCLE = Source(
    "SEND Code of Practice 2015, chapter 3: joint understanding comes before joint planning",
    "contents list and summaries read",
)
DATA = Source(
    "Area SEND inspection reports, May 2023 to March 2025: data not shared or not trusted named in 18 of 55, health data "
    "missing or held by the ICB only in 7",
    "our reading of reports",
)
AGREEMENT = Source(
    "Information Commissioner’s Office, Data sharing: a code of practice: an agreement, kept under review, is good practice",
    "check before relying",
)

RULES: tuple[Rule, ...] = (
    Rule(
        "need-resting-on-nothing",
        Stage.UNDERSTANDING,
        Weight.BREAKS,
        "need",
        "A need rests on no evidence, and nobody is recorded as raising it.",
        "A need that rests on nothing cannot be checked, compared or argued for when money is short.",
        "Join it to the evidence or to what was said.",
        "“{name}” rests on no evidence, and nothing that was said raises it.",
        Mend.LINKS,
        end=BY_ID["need-resting-on-nothing"],
        source=CYCLE,
    ),
    Rule(
        "need-without-priority",
        Stage.UNDERSTANDING,
        Weight.BREAKS,
        "need",
        "No priority and no action is joined to a need.",
        "A need that was found and not met should be met, or somebody should say why not.",
        "Join it to the priority or action that meets it, or record why none does.",
        "No priority or action is joined to the need “{name}”.",
        Mend.LINKS,
        end=BY_ID["need-without-priority"],
        lists=LinkKind.ADDRESSES,
        near=(
            Near(
                (
                    to(LinkKind.RESTS_ON, NodeKind.EVIDENCE),
                    by(LinkKind.RESTS_ON, NodeKind.NEED),
                    by(LinkKind.ADDRESSES, NodeKind.PRIORITY, NodeKind.ACTION),
                ),
                "A wider need that rests on the same evidence is addressed, by {names}.",
            ),
            Near(
                (by(LinkKind.RAISES, NodeKind.STATEMENT), by(LinkKind.ANSWERS, NodeKind.ANSWER)),
                "Those who raised it were answered: {names}.",
            ),
        ),
        source=NEEDS_FIRST,
    ),
    Rule(
        "evidence-without-number",
        Stage.UNDERSTANDING,
        Weight.THIN,
        "evidence",
        "A finding states no number.",
        "Without a number nobody can see later if it changed.",
        "Add the figure with its period and source, or say that there is none.",
        "“{name}” states no number.",
        Mend.EDIT,
        where=(Lacks("numbers", "no figure of it is a number, in digits or in words"),),
    ),
    Rule(
        "evidence-out-of-date",
        Stage.UNDERSTANDING,
        Weight.THIN,
        "evidence",
        "The newest figure of a finding is more than two years old.",
        "Needs change. A plan that rests on an old figure may answer a need that is no longer the one there is.",
        "Add the newest figure, or say why the old one still holds.",
        "The newest figure of “{name}” is of {newest}, more than two years ago.",
        Mend.EDIT,
        where=(
            Has("old", "each figure that is dated can be placed in time, and the newest is more than two years old"),
        ),
        source=NEEDS_FIRST,
    ),
    Rule(
        "priority-resting-on-no-evidence",
        Stage.UNDERSTANDING,
        Weight.BLINDS,
        "priority",
        "A priority addresses a need, and neither evidence nor anything that was said lies under it.",
        "Without evidence nobody can tell later whether the priority answered the need.",
        "Join it to a finding or to what was said, or join its need to one.",
        "“{name}” addresses a need under which lies no evidence, and nothing that was said.",
        Mend.LINKS,
        where=(
            Has("needs", "it addresses a need"),
            Lacks("ground", "neither it nor its need is joined to evidence or to what was said"),
        ),
        source=CYCLE,
    ),
    Rule(
        "cited-figure-out-of-date",
        Stage.UNDERSTANDING,
        Weight.THIN,
        "assessment",
        "The needs assessment cites a figure, and a newer one exists.",
        "Readers may take an old figure for the newest.",
        "Cite the newer figure in the next needs assessment, or say there why the older one is cited.",
        "{name} cites {outdated}. A newer figure exists.",
        Mend.ASSESSMENT,
        where=(Has("outdated", "a later period or a later release is known of a figure that it cites"),),
    ),
    Rule(
        "cites-nothing",
        Stage.UNDERSTANDING,
        Weight.THIN,
        "item",
        "An item does not say where in the strategy it was found.",
        "A reader should be able to turn to the words themselves.",
        "Give the section in which it stands.",
        "The {kind_words} “{name}” does not say where it was found.",
        Mend.EDIT,
        where=(Lacks("cite", "it cites no section"), Has("sections", "the document has sections")),
    ),
    Rule(
        "data-late",
        Stage.UNDERSTANDING,
        Weight.BLINDS,
        "promise of data",
        "Data that a partner promised are late for two periods or more.",
        "What they tell of cannot be followed, and every figure that rests on them leaves a partner out.",
        "Ask the partner, and record what it answers; until then say on the page what is not known.",
        "{partner} has not sent “{name}” for {late}: {late_periods}. It is not known {unknown}.",
        Mend.SUPPLY,
        where=(Has("many_late", "two periods or more are late"),),
        source=DATA,
    ),
    Rule(
        "data-without-agreement",
        Stage.UNDERSTANDING,
        Weight.THIN,
        "promise of data",
        "Data are promised under no sharing agreement that is recorded.",
        "Without one a partner can rightly refuse, and nobody can say on which ground the data are shared.",
        "Record the agreement and when it is reviewed, or make one.",
        "No sharing agreement is recorded for “{name}”, which {partner} promised.",
        Mend.SUPPLY,
        where=(Lacks("agreement", "no agreement is recorded"),),
        source=AGREEMENT,
    ),
    Rule(
        "data-agreement-expired",
        Stage.UNDERSTANDING,
        Weight.LATE,
        "promise of data",
        "A data sharing agreement is past its review.",
        "A partner may stop sending until it has been looked at again.",
        "Review it with the partner, then record the next review.",
        "The agreement for “{name}”, which {partner} promised, was to be reviewed by {expired}.",
        Mend.SUPPLY,
        where=(Has("expired", "the day of its review is past"),),
        source=AGREEMENT,
    ),
    Rule(
        "data-without-dates",
        Stage.UNDERSTANDING,
        Weight.THIN,
        "promise of data",
        "It is not stated when promised data are due.",
        "What has no date is never late, and so is never asked for.",
        "Agree with the partner how often it comes, and record it.",
        "When “{name}”, which {partner} promised, is due is not stated.",
        Mend.SUPPLY,
        where=(Lacks("rhythm", "no rhythm and no first date are recorded"),),
        source=DATA,
    ),
)
