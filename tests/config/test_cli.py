"""Does every command end with the code and the words it should?"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import typer
from django.db import connection
from typer.testing import CliRunner

from goldenthread.audit.log import Verification
from goldenthread.config import outcomes
from goldenthread.config.cli import app
from goldenthread.config.commands import serve

run = CliRunner().invoke


def test_help_lists_the_commands_without_starting_django():
    program = "import sys; from goldenthread.config.cli import app; app(['--help'], standalone_mode=False); "
    told = subprocess.run(
        [sys.executable, "-c", program + "sys.exit('django.apps' in sys.modules)"], capture_output=True, text=True
    )

    assert told.returncode == 0, told.stderr
    assert "serve" in told.stdout
    assert "log" in told.stdout


def test_version_is_printed():
    assert run(app, ["--version"]).stdout == "goldenthread 0.1.0\n"


def test_an_unknown_command_is_the_operators_mistake():
    assert run(app, ["nonsense"]).exit_code == outcomes.OPERATORS_MISTAKE


def test_an_operators_mistake_is_a_sentence_on_standard_error_and_code_2(monkeypatch):
    def taken(host, port):
        raise outcomes.OperatorMistake("That port is taken.")

    monkeypatch.setattr(serve, "check_port_is_free", taken)

    result = run(app, ["serve", "--port", "8000"])

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "That port is taken.\n")


@pytest.mark.django_db
def test_a_whole_log_is_proved():
    result = run(app, ["log", "verify", "--format", "json"])

    assert result.exit_code == 0
    assert json.loads(result.stdout)["ok"] is True


@pytest.mark.django_db
def test_a_broken_log_lists_every_fault_and_ends_with_code_1(monkeypatch):
    broken = Verification(events=2, last_hash="0", faults=("event 1 was altered", "event 3 is missing"))
    monkeypatch.setattr("goldenthread.audit.log.verify", lambda: broken)

    text = run(app, ["log", "verify"])
    as_json = run(app, ["log", "verify", "--format", "json"])

    assert text.exit_code == as_json.exit_code == 1
    assert text.stdout == ""
    assert "event 1 was altered" in text.stderr
    assert json.loads(as_json.stdout)["faults"] == ["event 1 was altered", "event 3 is missing"]


def test_refusing_input_never_returns():
    with pytest.raises(typer.Exit) as ending:
        outcomes.refuse("The pack is wrong.", ["line 3: found x, expected y"])

    assert ending.value.exit_code == outcomes.INPUT_IS_WRONG


@pytest.mark.enable_socket
def test_a_port_in_use_says_so_and_names_another(free_port_taken):
    with pytest.raises(outcomes.OperatorMistake, match=f"PORT={free_port_taken + 1} make run"):
        serve.check_port_is_free("127.0.0.1", free_port_taken)


@pytest.fixture
def free_port_taken():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone(capsys):
    serve.migrate_if_behind()

    assert capsys.readouterr().out == ""
    assert "django_migrations" in connection.introspection.table_names()


def test_an_error_of_the_checks_stops_the_start(settings, tmp_path):
    settings.DATA = tmp_path / "nowhere"

    with pytest.raises(outcomes.OperatorMistake, match="did not start"):
        serve.warn_of_faults()


@pytest.mark.parametrize(("host", "address"), [("127.0.0.1", "http://127.0.0.1:8000/"), ("::1", "http://[::1]:8000/")])
def test_announcement_names_an_address_that_can_be_opened(host, address):
    assert address in serve.announcement(host, 8000, "")


def in_a_folder(folder, *words: str) -> subprocess.CompletedProcess[str]:
    """The program on other data than ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "GOLDENTHREAD_"))}
    ours = {"GOLDENTHREAD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
    command = [sys.executable, "-m", "goldenthread.config.cli", *words]
    return subprocess.run(command, env=kept | ours, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words", [("gaps", "newcastle"), ("log", "verify"), ("strategy", "import", "x", "--area", "x")]
)
def test_an_empty_folder_is_named_with_what_to_do(tmp_path, words):
    told = in_a_folder(tmp_path / "typo", *words)

    assert (told.returncode, told.stdout) == (2, "")
    assert str(tmp_path / "typo") in told.stderr
    assert "Load the demonstration with goldenthread demo" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_database_that_is_none_is_named(tmp_path):
    (tmp_path / "db.sqlite3").write_bytes(b"this is no database" * 200)

    for words in (("gaps", "newcastle"), ("demo",)):
        told = in_a_folder(tmp_path, *words)
        assert (told.returncode, told.stdout) == (2, ""), words
        assert f"The database {tmp_path}" in told.stderr
        assert "file is not a database" in told.stderr


@pytest.mark.django_db
def test_a_name_that_the_machine_refuses_is_the_operators_mistake(newcastle):
    told = run(app, ["strategy", "export", "newcastle", "--format", "json", "--out", "x" * 300])

    assert (told.exit_code, told.stdout) == (2, "")
    assert "File name too long" in told.stderr


@pytest.mark.enable_socket
def test_a_port_is_a_port_and_an_address_is_of_this_machine():
    assert run(app, ["serve", "--port", "99999"]).exit_code == 2
    assert (
        "this machine has no such address" in run(app, ["serve", "--host", "nowhere.invalid", "--port", "8000"]).stderr
    )
