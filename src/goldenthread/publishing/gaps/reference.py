"""Which gaps are looked for, why, and how is each found? The page `docs/reference/gap-rules.md`."""

from __future__ import annotations

from .rules import MENDED, RULES, Rule, Stage


def rules_markdown() -> str:
    """The rules as a page, by stage of the cycle, each with how it is found, from the data that finds it."""
    lines = [
        "# The gaps that are looked for\n",
        "Generated from `src/goldenthread/publishing/gaps/rules/` by `make docs`; a test compares.\n",
        f"There are {len(RULES)} rules. Each is a row of a table: one small engine asks every rule of every thing that the",
        "strategy holds. Items of another strategy, which are here because this one rests on them, are not asked.\n",
        "What a gap does is one of four things: the thread breaks; something is late; nobody can tell; or it is only worth",
        "stating. Where a rule rests on law, guidance or evidence, that is named with how it is known.\n",
    ]
    for stage in Stage:
        own = [rule for rule in RULES if rule.stage == stage]
        if own:
            lines += [f"## {stage}\n", *(line for rule in own for line in _rule(rule))]
    return "\n".join(lines).rstrip() + "\n"


def _rule(rule: Rule) -> list[str]:
    lines = [
        f"### {rule.says.rstrip('.')}\n",
        f"`{rule.id}`. {rule.weight}. {rule.why}\n",
        f"- What to do: {rule.do}",
        f"- Put right at: {MENDED[rule.mend].lower()}",
        f"- Found: {rule.found}",
    ]
    if rule.source:
        lines.append(f"- Rests on: {rule.source.title.rstrip('.')} ({rule.source.confidence}).")
    return [*lines, ""]
