"""Which form writes which kind of item, and which form writes what belongs to one?

`FORMS` is by the plural of the kind, as in `packs.kinds`. A form's fields are named as the model's, in the order in
which they are read, so that the same form draws the page that adds, the page that edits, the item itself, its history
and the comparison when two people have changed it.
"""

from .base import ItemForm, ReasonForm, WrittenForm
from .partnership import BoardForm, BodyForm, EndSeatForm, LineForm, SeatForm, ServingForm
from .parts import FigureForm, HolderForm, PartForm, PartyForm, StepForm
from .plan import ActionForm, MeasureForm, ServiceForm
from .strategy import ClauseForm, DetailsForm, NeedForm, OutcomeForm, PriorityForm, ThemeForm
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

WRITTEN: dict[str, type[WrittenForm]] = {
    **FORMS,
    "strategies": DetailsForm,
    "boards": BoardForm,
    "bodies": BodyForm,
    "serving": ServingForm,
}
"""With the forms of what is no item of the thread, and is written, compared and remembered in the same way."""

__all__ = [
    "FORMS",
    "WRITTEN",
    "BodyForm",
    "EndSeatForm",
    "FigureForm",
    "HolderForm",
    "ItemForm",
    "LineForm",
    "PartForm",
    "PartyForm",
    "ReasonForm",
    "SeatForm",
    "StepForm",
    "WrittenForm",
]
