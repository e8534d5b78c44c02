"""What may be published of a table without giving a small count away, and how do we know?

`protect` applies a named `Policy` to one table or to linked ones, hides as little more as makes every protected count
uncertain, and attacks the result: its report says of each hidden count what could still be worked out. A table over
time or across overlapping areas is only more cells and identities (`link`). Every published count, in every release,
must be in the tables that are given: what is left out cannot be defended.
"""

from .attack import Fact
from .audit import Known
from .policies import COUNTS_UNDER_5, COUNTS_UNDER_10, NHS_1_TO_7, POLICIES, ROUNDED_TO_5, Policy, Zeros
from .primary import Reason, primary_cells
from .protection import AttackReport, Attempt, Protection, attack, protect
from .ratios import Ratio, counts_behind, may_be_said, ratios_to_withhold
from .secondary import Aim, CannotProtect, Method
from .tables import Cell, Dimension, Identity, Tables, lay_out, link, tabulate

__all__ = [
    "COUNTS_UNDER_5",
    "COUNTS_UNDER_10",
    "NHS_1_TO_7",
    "POLICIES",
    "ROUNDED_TO_5",
    "Aim",
    "AttackReport",
    "Attempt",
    "CannotProtect",
    "Cell",
    "Dimension",
    "Fact",
    "Identity",
    "Known",
    "Method",
    "Policy",
    "Protection",
    "Ratio",
    "Reason",
    "Tables",
    "Zeros",
    "attack",
    "counts_behind",
    "lay_out",
    "link",
    "may_be_said",
    "primary_cells",
    "protect",
    "ratios_to_withhold",
    "tabulate",
]
