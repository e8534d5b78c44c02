"""What is missing between need and the evidence for it?"""

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
)
