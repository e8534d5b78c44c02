"""What will be done, by whom, by when, and how far has it come?"""

from __future__ import annotations

from goldenthread.analysis import ActionStatus, Judgement, join_words, plural, read_due, say_date
from goldenthread.design.documents.blocks import Block, Heading, Paragraph, Strong, Table, Text
from goldenthread.publishing.documents.cells import due, families, lines, mark, moved, standing, status, titled, who
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import action_judgement
from goldenthread.publishing.packs.reading import Index
from goldenthread.publishing.packs.reading.standing import families_of, measures_of
from goldenthread.publishing.packs.since import action_since

NONE = "The strategy does not list any action, so there is no plan to follow."
_STATES = {"not-stated": "Not reported", "embedded": "Done, and it lasts"}


def plan(edition: Edition, *, reasons: bool = False) -> list[Block]:
    """The plan as tables, a heading of the strategy to each. `reasons` gives each status with why."""
    if not edition.pack.actions:
        return [Heading("What will be done"), Paragraph(NONE)]
    blocks: list[Block] = [Heading("What will be done")]
    blocks.append(
        Paragraph(
            "A date is given as the strategy words it, with the last day those words can mean. It is late only after that day."
        )
    )
    for title, actions in grouped(edition):
        blocks += [Heading(title, 2), _table(edition, title, actions, reasons=reasons)]
        blocks += [_steps(edition, action) for action in actions if action.steps]
    return blocks


def grouped(edition: Edition) -> list[tuple[str, list[pack.Action]]]:
    """Actions under the first heading of each: a theme, else a priority it delivers."""
    found: dict[str, list[pack.Action]] = {}
    for action in edition.pack.actions:
        first = next(iter((*action.themes, *action.delivers)), None)
        title = edition.index.ref(first.key).title if first else "Under no theme or priority"
        found.setdefault(title, []).append(action)
    return list(found.items())


def _table(edition: Edition, title: str, actions: list[pack.Action], *, reasons: bool) -> Table:
    rows = tuple(_row(edition, action) for action in actions)
    if not reasons:
        return Table(f"Actions: {title}", ("Action", "Who", "By when"), rows, widths=(45, 30, 25))
    judged = tuple(
        (*row, standing(action_judgement(action, edition.day))) for row, action in zip(rows, actions, strict=True)
    )
    return Table(f"Actions: {title}", ("Action", "Who", "By when", "Is it done?"), judged, widths=(30, 20, 20, 30))


def _row(edition: Edition, action: pack.Action) -> tuple[Text, ...]:
    return _named(edition, action), who(edition.index, action.leads), _when(action)


def _named(edition: Edition, action: pack.Action) -> Text:
    parts: list[Text] = [(Strong(titled(action)), mark(edition.index, action.cite))]
    parts += ["A pilot: it is being tried out first."] if action.pilot else []
    parts += [f"For families: {action.families}"] if action.families else []
    return lines(parts)


def _when(action: pack.Action) -> Text:
    own = due(
        action.due,
        "No date of its own; see its steps" if any(step.due for step in action.steps) else "No date is stated",
    )
    first = next((moved for moved in action.redatings if moved.step is None), None)
    return lines([own, f"First promised for {first.was or 'no date'}"]) if first else own


def brief(action: pack.Action, judged: Judgement[ActionStatus], edition: Edition) -> Text:
    """The status, and since when where a day is known."""
    since = action_since(action, judged, edition.day)
    return (Strong(status(judged)), f" since {since.words}" if since.day and judged.status in _DATED else "")


_DATED = ("overdue", "blocked", "done", "embedded", "at risk")


def _steps(edition: Edition, action: pack.Action) -> Table:
    rows = tuple(_step(edition, action, step) for step in action.steps)
    return Table(
        f"Steps of {titled(action)}", ("Step", "By when", "How far"), rows, widths=(60, 25, 15), row_headings=False
    )


def _step(edition: Edition, action: pack.Action, step: pack.Step) -> tuple[Text, ...]:
    late = read_due(step.due).is_past(edition.day) and step.state not in ("done", "embedded", "dropped")
    state = _STATES.get(step.state, step.state.replace("-", " ").capitalize())
    kind = "Milestone: " if step.kind == "milestone" else ""
    was = next((moved.was for moved in action.redatings if moved.step == step.key), "")
    when = lines([due(step.due, "Not stated"), *([f"First promised for {was}"] if was else [])])
    return f"{kind}{step.text}", when, lines([state, (Strong("Date passed"),)]) if late else state


def three_statuses(edition: Edition) -> list[Block]:
    """Done, moved, true: side by side for each action, never merged."""
    if not edition.pack.actions:
        return []
    rows = tuple(
        (
            titled(action),
            brief(action, action_judgement(action, edition.day), edition),
            moved(measures_of(edition.index, action, edition.day)),
            families(families_of(edition.index, action)),
        )
        for action in edition.pack.actions
    )
    columns = ("Action", "Is it done?", "Did its measures move?", "Do families say so?")
    return [
        Heading("Done, better, true: three answers for each action"),
        Paragraph(
            "Three things are asked of each action and the answers are kept apart. "
            "A measure is joined to an action directly, or through the outcome or priority that the action is for."
        ),
        Table(f"Each action on {say_date(edition.day)}", columns, rows, widths=(30, 20, 30, 20)),
    ]


def moved_dates(edition: Edition) -> list[Block]:
    """Every promise whose date moved, old and new, with who agreed and why."""
    rows = [(action, each) for action in edition.pack.actions for each in action.redatings]
    if not rows:
        return [Heading("Dates that moved"), Paragraph("No date has been recorded as moved.")]
    return [Heading("Dates that moved"), redating_table("Every date that moved", rows)]


def redating_table(caption: str, rows: list[tuple[pack.Action, pack.Redating]]) -> Table:
    """Was, is now, on which day, agreed by whom, and why."""
    cells = tuple(
        (
            _what(action, each),
            each.was or "No date",
            each.now,
            f"{say_date(each.on)}, agreed by {each.agreed_by}",
            each.reason,
        )
        for action, each in sorted(rows, key=lambda row: row[1].on)
    )
    return Table(caption, ("What", "Was", "Is now", "Moved on, agreed by", "Why"), cells, widths=(25, 15, 15, 20, 25))


def _what(action: pack.Action, each: pack.Redating) -> Text:
    step = next((step.text for step in action.steps if step.key == each.step), "")
    return lines([titled(action), *([f"Step: {step}"] if step else [])])


def reported(edition: Edition) -> list[Block]:
    """The latest report on each action, and on how many there is none."""
    latest = [
        (action, max(action.updates, key=lambda update: update.on)) for action in edition.pack.actions if action.updates
    ]
    silent = len(edition.pack.actions) - len(latest)
    blocks: list[Block] = [Heading("What has been reported")]
    if latest:
        blocks.append(update_table(edition.index, "The latest report on each action", latest))
    if silent:
        some = f"Nothing has been reported on {silent:,} of {plural(len(edition.pack.actions), 'action')}."
        blocks.append(Paragraph(some if latest else "Nothing has been reported on any action."))
    return blocks if edition.pack.actions else []


def update_table(index: Index, caption: str, rows: list[tuple[pack.Action, pack.Update]]) -> Table:
    """What was reported, by whom, on which day, with the address of the evidence."""
    cells = tuple((titled(action), say_date(update.on), _note(update), _by(index, update)) for action, update in rows)
    return Table(caption, ("Action", "When", "What was reported", "By"), cells, widths=(25, 15, 40, 20))


def _note(update: pack.Update) -> Text:
    state = _STATES.get(update.state, update.state.replace("-", " ").capitalize())
    evidence = [f"Evidence: {update.evidence_url}"] if update.evidence_url else []
    return lines([(Strong(f"{state}. "), update.note), *evidence])


def _by(index: Index, update: pack.Update) -> str:
    return (
        join_words([part for part in (update.role, index.body(update.organisation)) if part], last="for")
        or "Not stated"
    )
