"""How is the application started, ready for people, by one command?"""

from __future__ import annotations

import errno
import signal
import socket
from importlib.metadata import version
from typing import Annotated

import typer

from goldenthread.config.outcomes import OperatorMistake


def register(app: typer.Typer) -> None:
    """Add `goldenthread serve`."""
    app.command()(serve)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port to listen on; else PORT, else 8000.")
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Load the five areas when the database is empty.")] = False,
) -> None:
    """Bring the database up to date, serve until Ctrl-C, and say where."""
    from django.conf import settings

    port = settings.PORT if port is None else port
    check_port_is_free(host, port)
    typer.echo(f"Golden Thread {version('goldenthread')}; everything is kept in {settings.DATA}")
    warn_of_faults()
    migrate_if_behind()
    sign_ins = load_demonstration() if demo else ""
    run_server(host, port, announcement=announcement(host, port, sign_ins))


def check_port_is_free(host: str, port: int) -> None:
    """Say so now, in a sentence, rather than after the set-up, in a traceback."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return
    except OSError as fault:
        raise OperatorMistake(_cannot_listen(host, port, fault)) from fault


def _cannot_listen(host: str, port: int, fault: OSError) -> str:
    another = f"PORT={max(port, 8000) % 65535 + 1} make run"
    match fault.errno:
        case errno.EADDRINUSE:
            why, mend = "another program does", f"Stop that program, or choose another port: {another}"
        case errno.EACCES:
            why, mend = "ports below 1024 are kept for the system", f"Choose another port: {another}"
        case _:
            why, mend = "this machine has no such address", "Leave --host out to serve this machine alone"
    return f"Golden Thread cannot listen on {host} port {port}: {why}.\n{mend}"


def warn_of_faults() -> None:
    """Print what the system checks find; an error stops the start."""
    from django.core.checks import CheckMessage, run_checks

    found: list[CheckMessage] = run_checks()
    for message in found:
        typer.echo(f"Note: {message.msg} {message.hint or ''}", err=True)
    if any(message.is_serious() for message in found):
        raise OperatorMistake("Golden Thread did not start: put right what is noted above.")


def migrate_if_behind() -> None:
    """Make or change the database's tables, when the program has moved on."""
    from django.core.management import call_command

    from goldenthread.config.health import waiting_migrations

    if waiting := waiting_migrations():
        typer.echo(f"  Bringing the database up to date, {waiting} steps …", nl=False)
        call_command("migrate", interactive=False, verbosity=0)
        typer.echo(" done")


def load_demonstration() -> str:
    """Load the five areas when there are none; returns who can sign in, as lines to print."""
    from goldenthread.config.commands import demo

    demo.load_when_empty()
    return demo.sign_ins()


def announcement(host: str, port: int, sign_ins: str) -> str:
    """What is printed when the server is ready."""
    shown = f"[{host}]" if ":" in host else host
    return f"\nOpen http://{shown}:{port}/ in a browser. Ctrl-C stops.\n{sign_ins}"


def run_server(host: str, port: int, announcement: str) -> None:
    """Serve until told to stop. The application is loaded once, and each worker starts as a copy of it."""
    from django.conf import settings
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from goldenthread.config.wsgi import application

    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": settings.WORKERS,
        "threads": settings.THREADS,
        "timeout": 120,
        "graceful_timeout": 5,
        "loglevel": "warning",
        "control_socket_disable": True,  # it would be made in the home folder, which may be read-only
        "when_ready": lambda server: typer.echo(announcement),
        # Ctrl-C reaches every process of a terminal; the first tells the workers, who would else be told twice.
        "post_worker_init": lambda worker: signal.signal(signal.SIGINT, signal.SIG_IGN),
    }

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            return application

    connections.close_all()  # a copied connection would be shared by two processes
    Server().run()
