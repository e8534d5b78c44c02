"""How are the roles, the states and the event log's verbs written for a reader who does not read code?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import Enum
from typing import Any

from goldenthread.accounts.roles import ROLES, Permission
from goldenthread.publishing.packs.encode import json_schema

_GENERATED = "Generated from {source} by `make docs`; a test compares.\n"


def roles() -> str:
    """The page `docs/reference/roles.md`."""
    lines = [
        "# Roles\n",
        _GENERATED.format(source="`src/goldenthread/accounts/roles.py`"),
        "A person holds a role on behalf of an organisation, in one local area, between two dates. Outside the areas in",
        "which they hold a role, a person has no permission at all: a page there is not found.\n",
    ]
    for role in ROLES:
        lines += [f"## {role.title}\n", f"{role.description}\n", "May:\n"]
        lines += [f"- {permission.value}" for permission in Permission if permission in role.permissions]
        lines.append("")
    return "\n".join(lines)


def states() -> str:
    """The page `docs/reference/states.md`: each `TRANSITIONS` table as a diagram."""
    from goldenthread.planning.deliveryplan import states as work
    from goldenthread.planning.strategy import states as strategy
    from goldenthread.understanding.assessment import states as assessment
    from goldenthread.understanding.datasets import states as datasets
    from goldenthread.understanding.disclosure import states as published
    from goldenthread.understanding.supply import states as supply
    from goldenthread.understanding.waits import states as waits

    head = "# States\n\n" + _GENERATED.format(source="the `TRANSITIONS` tables")
    pages = [
        _diagram("A strategy", strategy.TRANSITIONS, strategy.TERMINAL),
        _diagram("An action", work.TRANSITIONS, work.TERMINAL),
        _diagram("A needs assessment", assessment.TRANSITIONS, assessment.TERMINAL),
        _diagram("A release of a data set", datasets.TRANSITIONS, datasets.TERMINAL),
        _diagram("A published table", published.TRANSITIONS, published.TERMINAL),
        _diagram("A delivery of promised data", supply.TRANSITIONS, supply.TERMINAL),
        _diagram("A return of waits", waits.TRANSITIONS, waits.TERMINAL),
    ]
    return "\n".join([head, *pages])


def _diagram(title: str, transitions: Iterable[Any], terminal: Iterable[Enum]) -> str:
    lines = [f"## {title}\n", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {_name(t.source)} --> {_name(t.target)}: {t.verb}" for t in transitions]
    lines += [f"    {_name(state)} --> [*]" for state in terminal]
    return "\n".join([*lines, "```", ""])


def _name(state: Enum) -> str:
    return str(state.value).replace("-", "_")


def pack_schema() -> str:
    """The file `docs/reference/strategy-pack.schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def command_line() -> str:
    """The page `docs/reference/command-line.md`."""
    import typer

    from goldenthread.config.cli import app

    program: Any = typer.main.get_command(app)
    lines = [
        "# The command line\n",
        _GENERATED.format(source="the commands themselves"),
        "Exit codes: 0 done; 1 the input is wrong, and each fault is listed; 2 the operator's mistake.",
        "`--format json` prints only JSON on standard output.\n",
    ]
    return "\n".join([*lines, *_commands("goldenthread", program)])


def _commands(name: str, command: Any) -> Iterable[str]:
    inside = hasattr(command, "commands")
    if inside:
        for word, inner in sorted(command.commands.items()):
            yield from _commands(f"{name} {word}", inner)
    if inside and not (command.invoke_without_command and name != "goldenthread"):
        return
    yield f"## {name}\n"
    yield f"{(command.help or '').strip()}\n"
    for parameter in command.params:
        if parameter.name != "help":
            yield f"- `{_spelling(parameter)}` {getattr(parameter, 'help', None) or ''}".rstrip()
    yield ""


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.make_metavar(None)) if parameter.metavar else parameter.name.upper()
    return ", ".join(parameter.opts)
