"""What is missing between priorities, outcomes and what stands before and after them?"""

from __future__ import annotations

from goldenthread.publishing.threads.ends import BY_ID, by, to
from goldenthread.thread.states import LinkKind, NodeKind

from .terms import Is, Lacks, Mend, Near, Rule, Source, Stage, Weight

REVIEW = Source(
    "Children and Families Act 2014, section 26(6): the parties keep the joint commissioning arrangements under review"
)
OUTCOMES = Source(
    "SEND Code of Practice 2015, chapter 3: joint commissioning is for agreed outcomes", "check before relying"
)
PURPOSE = Source(
    "Area SEND inspection reports, May 2023 to March 2025: the impact of actions not measured in 17 of 55",
    "counted from reports",
)

RULES: tuple[Rule, ...] = (
    Rule(
        "stage-not-stated",
        Stage.PLANNING,
        Weight.BREAKS,
        "stage",
        "The strategy leaves out a whole stage of the thread.",
        "Where a stage is missing, nothing before it can be followed to anything after it.",
        "State it, or say in which other document it stands.",
        "The strategy {absent}.",
        Mend.ADD,
        where=(Lacks("number", "the strategy has none of it"),),
    ),
    Rule(
        "priority-without-ground",
        Stage.PLANNING,
        Weight.BREAKS,
        "priority",
        "A priority names no need, voice or evidence that it answers to.",
        "Nobody can ask whether it is the right priority, or whether it is still needed.",
        "Join it to the need, the words or the finding behind it.",
        "“{name}” is joined to no need, voice or evidence.",
        Mend.LINKS,
        end=BY_ID["priority-without-ground"],
        lists=LinkKind.ADDRESSES,
    ),
    Rule(
        "priority-without-outcome",
        Stage.PLANNING,
        Weight.BREAKS,
        "priority",
        "A priority leads to no outcome.",
        "Without an outcome nobody has said what should be different for children and families.",
        "State the outcome that it seeks, and join the two.",
        "“{name}” leads to no outcome.",
        Mend.LINKS,
        end=BY_ID["priority-without-outcome"],
        source=OUTCOMES,
    ),
    Rule(
        "priority-without-action",
        Stage.PLANNING,
        Weight.BREAKS,
        "priority",
        "A priority has no action.",
        "A priority that nobody acts on is a wish.",
        "Add the action that delivers it, or join it to one that does.",
        "“{name}” is delivered by no action.",
        Mend.LINKS,
        end=BY_ID["priority-without-action"],
        near=(
            Near(
                (to(LinkKind.ADDRESSES, NodeKind.NEED, NodeKind.STATEMENT), by(LinkKind.ADDRESSES, NodeKind.ACTION)),
                "{names} addresses the same need, and is not joined to it.",
            ),
        ),
    ),
    Rule(
        "outcome-sought-by-nothing",
        Stage.PLANNING,
        Weight.BREAKS,
        "outcome",
        "No priority or action leads to an outcome.",
        "An outcome that nothing works towards will come about only by luck.",
        "Join it to what should bring it about.",
        "No priority or action leads to “{name}”.",
        Mend.LINKS,
        end=BY_ID["outcome-sought-by-nothing"],
    ),
    Rule(
        "outcome-without-measure",
        Stage.REVIEW,
        Weight.BREAKS,
        "outcome",
        "An outcome has no measure.",
        "Nobody will be able to say whether it came about.",
        "Say how it will be known, by a number or by asking people.",
        "“{name}” has no measure.",
        Mend.LINKS,
        end=BY_ID["outcome-without-measure"],
        source=PURPOSE,
    ),
    Rule(
        "nothing-for-families",
        Stage.PLANNING,
        Weight.THIN,
        "aim",
        "A priority or an outcome does not say what it means for families.",
        "A family should not have to read a plan in the words of those who wrote it.",
        "Write one plain sentence or two.",
        "The {kind_words} “{name}” does not say what it means for families.",
        Mend.EDIT,
        where=(Lacks("families", "it has no words for families"),),
    ),
    Rule(
        "strategy-without-period",
        Stage.PLANNING,
        Weight.BLINDS,
        "strategy",
        "The strategy does not say for how long it holds.",
        "Without a period nobody can tell whether it is in force, or late in being renewed.",
        "State from when to when it holds.",
        "“{name}” states no period.",
        Mend.DETAILS,
        where=(Lacks("period", "its period is not stated"),),
    ),
    Rule(
        "strategy-without-review",
        Stage.REVIEW,
        Weight.BLINDS,
        "strategy",
        "The strategy does not say when it is reviewed.",
        "Partners have a duty to keep their arrangements under review; a date makes it happen.",
        "State when, or how often, it is reviewed.",
        "“{name}” states no review.",
        Mend.DETAILS,
        where=(
            Lacks("review", "its review is not stated"),
            Is("status", ("draft", "in-consultation", "adopted"), "it is not under review now, nor superseded"),
            Lacks("review_planned", "no action of its own plan reviews it"),
        ),
        source=REVIEW,
    ),
)
