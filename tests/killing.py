"""A program that can be killed again and again without the seconds that Python takes to start and to import.

One process imports what is needed, and forks a child for each killing. It opens nothing itself, so that a child is as
fresh as a program that has just started; and the child stays there to be killed until it has been waited for.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from textwrap import indent

PROGRAM = """
import os, signal, sys, time
{imports}
print("ready", flush=True)
for seconds in sys.stdin:
    child = os.fork()
    if not child:
{deed}
        os._exit(0)
    if float(seconds) >= 0:
        time.sleep(float(seconds))
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""
NEVER = -1.0
"""Not killed: waited for."""


@contextmanager
def killable(imports: str, deed: str, *words: str) -> Iterator[Callable[[float], None]]:
    """Begin the deed and kill it without warning after so many seconds, as often as asked. `words` are `sys.argv[1:]`."""
    code = PROGRAM.format(imports=imports, deed=indent(deed, " " * 8))
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin and stdout and stdout.readline() == "ready\n"

        def kill_after(seconds: float) -> None:
            print(seconds, file=stdin, flush=True)
            assert stdout.readline() == "ended\n"

        yield kill_after
        stdin.close()
        assert process.wait(timeout=20) == 0
