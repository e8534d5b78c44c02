"""What is missing in the partnership: who decides, who sits there, and who stands for a body that ended?"""

from __future__ import annotations

from .terms import Has, Lacks, Mend, Rule, Source, Stage, Weight

GOVERNANCE = Source(
    "Area SEND inspection reports, May 2023 to March 2025: shared governance or oversight in 30 of 55",
    "counted from reports",
)

RULES: tuple[Rule, ...] = (
    Rule(
        "board-without-seats",
        Stage.PARTNERSHIP,
        Weight.BLINDS,
        "board",
        "Nobody is recorded as sitting on a board.",
        "Families cannot see who decides, and a partner cannot see that it has no seat.",
        "Record each seat by role and by body.",
        "Who sits on the {name} is not recorded.",
        Mend.BOARD,
        where=(
            Lacks("seats", "it has no seats"),
            Lacks("apex", "it is not a body whose members are laid down elsewhere"),
        ),
        source=GOVERNANCE,
    ),
    Rule(
        "board-answers-to-nobody",
        Stage.PARTNERSHIP,
        Weight.BREAKS,
        "board",
        "A board stands outside the chain: it reports to nobody, and nobody reports to it.",
        "What it finds may reach no one who can decide.",
        "Say to which board it reports.",
        "No line of report is recorded to or from the {name}.",
        Mend.BOARD,
        where=(
            Lacks("reports_to", "it reports to no board"),
            Lacks("hears_from", "no board reports to it"),
            Lacks("apex", "it is not a body that answers elsewhere by law"),
        ),
        source=GOVERNANCE,
    ),
    Rule(
        "ended-without-successor",
        Stage.PARTNERSHIP,
        Weight.BREAKS,
        "organisation",
        "A body has ended, and who took over is not recorded.",
        "Duties do not end with the body that held them. Somebody holds them now.",
        "Record what it became.",
        "{name} ended on {ended_on}, and what it became is not recorded.",
        Mend.PACK,
        where=(Has("ended_on", "it has ended"), Lacks("successors", "no successor is recorded")),
    ),
)
