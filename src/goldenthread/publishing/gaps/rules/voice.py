"""What is missing between what was said and what was answered?"""

from __future__ import annotations

from goldenthread.publishing.threads.ends import BY_ID, by, to
from goldenthread.thread.states import LinkKind, NodeKind

from .terms import Has, Is, Lacks, Mend, Near, Rule, Source, Stage, Weight

CHILDREN_ACT_VIEWS = Source(
    "Children and Families Act 2014, section 19: the views of the child, their parent or the young person"
)
YOUNG_VOICE = Source(
    "Area SEND inspection reports, May 2023 to March 2025: voice or co-production in 20 of 55 reports",
    "counted from reports",
)
ANSWERED = Source("You said, we did, as councils publish it (Worcestershire; City of London; Dorset)", "pages read")

RULES: tuple[Rule, ...] = (
    Rule(
        "statement-joined-to-nothing",
        Stage.VOICE,
        Weight.BREAKS,
        "statement",
        "Something was said, and nothing is joined to it.",
        "People who speak and hear nothing stop speaking. What they said should be answered, or taken up, or both.",
        "Answer it, or join it to the need, priority or action that takes it up.",
        "“{name}” is joined to nothing: no answer, need, priority or action.",
        Mend.LINKS,
        end=BY_ID["statement-joined-to-nothing"],
        source=ANSWERED,
    ),
    Rule(
        "statement-without-answer",
        Stage.VOICE,
        Weight.BREAKS,
        "statement",
        "Something was said and taken up, but those who said it have no answer.",
        "A plan that follows from what people said is not an answer to them: nobody has told them.",
        "Write what was done, what comes next and by when, or what could not be done and why.",
        "“{name}” has no answer.",
        Mend.LINKS,
        end=BY_ID["statement-without-answer"],
        near=(
            Near((by(LinkKind.ADDRESSES, NodeKind.PRIORITY, NodeKind.ACTION),), "It is addressed by {names}."),
            Near((to(LinkKind.RAISES, NodeKind.NEED),), "It raises the need {names}."),
        ),
        source=ANSWERED,
    ),
    Rule(
        "answer-to-nobody",
        Stage.VOICE,
        Weight.BREAKS,
        "answer",
        "An answer answers nothing that anybody said.",
        "An answer that nobody asked for can look like listening without being it.",
        "Join it to what was said, or put it among the actions.",
        "“{name}” answers nothing that was said.",
        Mend.LINKS,
        end=BY_ID["answer-to-nobody"],
    ),
    Rule(
        "promise-without-action",
        Stage.VOICE,
        Weight.BREAKS,
        "answer",
        "A promise is kept by no action.",
        "A promise that is in nobody’s plan has no lead, no date and nobody to ask.",
        "Join it to the action that keeps it, or add that action to the delivery plan.",
        "The promise “{name}” is kept by no action.",
        Mend.LINKS,
        end=BY_ID["promise-without-action"],
    ),
    Rule(
        "promise-behind",
        Stage.VOICE,
        Weight.LATE,
        "answer",
        "A promise rests on an action that is overdue or was dropped.",
        "Families were told that this would happen. They should hear that it did not, and what comes now.",
        "Report on the action; then bring the answer up to date.",
        "The promise “{name}” rests on what is late or dropped: {behind}.",
        Mend.EDIT,
        where=(Has("behind", "an action that keeps it is overdue or dropped"),),
    ),
    Rule(
        "answer-not-confirmed",
        Stage.VOICE,
        Weight.BLINDS,
        "answer",
        "Partners say that they did something, and nobody has asked families if it is true.",
        "A thing can be done and not felt. Only families can say that it reached them.",
        "Ask the parent carer forum, and young people, and record what each says.",
        "“{name}” has not been confirmed by families.",
        Mend.CONFIRM,
        where=(
            Is("kind", ("we-did",), "it says “we did”"),
            Lacks("verdicts", "no group of families has said if it is true"),
        ),
    ),
    Rule(
        "no-young-voice",
        Stage.VOICE,
        Weight.BREAKS,
        "area",
        "Nothing is recorded as said by children or young people.",
        "Young people are a voice of their own, and not part of their parents’.",
        "Ask them, and record what they say in their own voice.",
        "The strategy reports what {speakers} said, and nothing that children or young people said.",
        Mend.ADD,
        where=(
            Has("spoken", "the strategy reports what somebody said"),
            Lacks("young", "none of them is a child or young person"),
        ),
        source=YOUNG_VOICE,
    ),
)
