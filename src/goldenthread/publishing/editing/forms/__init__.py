"""Which form writes which kind of item, and which form writes what belongs to one?

`FORMS` is by the plural of the kind, as in `packs.kinds`. A form's fields are named as the model's, in the order in
which they are read, so that the same form draws the page that adds, the page that edits, the item itself, its history
and the comparison when two people have changed it.
"""

from .base import ItemForm, ReasonForm
from .parts import FigureForm, HolderForm, PartForm, PartyForm, StepForm
from .plan import ActionForm, MeasureForm, ServiceForm
from .strategy import ClauseForm, NeedForm, OutcomeForm, PriorityForm, ThemeForm
from .voice import AnswerForm, EvidenceForm, StatementForm

FORMS: dict[str, type[ItemForm]] = {
    "clauses": ClauseForm,
    "themes": ThemeForm,
    "evidence": EvidenceForm,
    "needs": NeedForm,
    "statements": StatementForm,
    "answers": AnswerForm,
    "priorities": PriorityForm,
    "outcomes": OutcomeForm,
    "actions": ActionForm,
    "measures": MeasureForm,
    "services": ServiceForm,
}

__all__ = [
    "FORMS",
    "FigureForm",
    "HolderForm",
    "ItemForm",
    "PartForm",
    "PartyForm",
    "ReasonForm",
    "StepForm",
]
