"""How does an operator give away and take in the codes that an area added to the lists of its returns?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.config.commands.dataset import OPERATOR
from goldenthread.config.commands.strategy import STANDARD_OUTPUT, writable, write_whole
from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import Format, OperatorMistake, print_json, refuse

codes_app = typer.Typer(no_args_is_help=True, help="Codes that an area added to the lists of its returns.")

OfArea = Annotated[str, typer.Option(help="The area whose codes they are, such as newcastle.")]


def register(app: typer.Typer) -> None:
    """Add `goldenthread codes`."""
    app.add_typer(codes_app, name="codes")


@codes_app.command(name="export")
def export_codes(
    area: OfArea,
    out: Annotated[str, typer.Option(help="Where to write it; - is standard output.")] = STANDARD_OUTPUT,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write the area's own codes as CSV, as another area can take them in."""
    from goldenthread.design.csv_files import csv_text
    from goldenthread.understanding.datasets.presenters import CODE_COLUMNS, code_rows
    from goldenthread.understanding.datasets.queries import area_codes

    content = csv_text(CODE_COLUMNS, code_rows(area_codes(area_called(area)))).encode()
    if out != STANDARD_OUTPUT:
        return write_whole(writable(out, force=force), content)
    output = typer.get_binary_stream("stdout")
    output.write(content)
    output.flush()
    return None


@codes_app.command(name="import")
def import_codes(
    file: Annotated[Path, typer.Argument(help="A list of codes as CSV.")],
    area: OfArea,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
) -> None:
    """Take a list in: all of it or none. The same list twice changes nothing."""
    from goldenthread.config import clock
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.understanding.datasets import actions
    from goldenthread.understanding.datasets.reading.code_lists import read_code_list
    from goldenthread.understanding.datasets.reading.staged import Unreadable

    found = area_called(area)
    if not file.is_file():
        raise OperatorMistake(f"There is no file {file}.")
    try:
        codes = read_code_list(file.read_bytes(), file.name)
    except Unreadable as unreadable:
        refuse("No code was taken in.", unreadable.faults, format=format)
    by = SystemActor(area=found, name=OPERATOR, now=clock.now())
    counts = actions.bring_codes_in(area=found, codes=codes, by=by)
    if format is Format.JSON:
        print_json({"ok": True, **counts})
        return
    typer.echo(", ".join(f"{count} {what}" for what, count in counts.items()) + ".")
