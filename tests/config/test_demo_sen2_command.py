"""Does `goldenthread demo sen2` write what it says, and refuse in words, while a bare `goldenthread demo` stays as it was?"""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from goldenthread.config.cli import app
from goldenthread.config.commands import demo

run = CliRunner().invoke


def test_it_writes_a_folder_a_collection_a_list_of_settings_and_what_it_is(tmp_path):
    out = tmp_path / "made"
    words = ["--area", "Oldmere", "--population", "3000", "--years", "2024-2025", "--layout", "template", "--faults"]
    told = run(app, ["demo", "sen2", *words, "--seed", "4", "--out", str(out)])
    assert told.exit_code == 0, told.output
    assert "No child in these files is real" in told.output
    names = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    each = {f"{year}/{name}" for year in (2024, 2025) for name in ("faults.json", f"SEN2_000_{year}.xlsx")}
    assert names == {"about.json", "settings.csv", *each}
    about = json.loads((out / "about.json").read_text())
    assert (about["area"], about["collections"], about["seed"]) == ("Oldmere", [2024, 2025], 4)
    assert len(json.loads((out / "2025/faults.json").read_text())) >= 15


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--area", "oldmere"], "--population"),
        ([], "Say which area"),
        (["--area", "oldmere", "--population", "10"], "fewer than 1,000"),
        (["--area", "tameside", "--years", "2022"], "2022 is where their histories begin"),
        (["--area", "tameside", "--years", "2021-2024"], "from 2022 to 2025"),
        (["--area", "tameside", "--years", "next"], "say years"),
    ],
)
def test_it_says_what_to_do_where_it_cannot(tmp_path, words, said):
    told = run(app, ["demo", "sen2", *words, "--out", str(tmp_path / "made")])
    assert told.exit_code == 2
    assert said in " ".join(told.output.split())
    assert not (tmp_path / "made").exists()


def test_a_nation_does_not_fit_in_a_workbook(tmp_path, monkeypatch):
    from goldenthread.demo.sen2 import layouts

    monkeypatch.setattr(layouts, "MOST_ROWS", 100)
    told = run(
        app, ["demo", "sen2", "--area", "tameside", "--layout", "vendor", "--out", str(tmp_path), "--years", "2025"]
    )
    assert told.exit_code == 2
    assert "Ask for --layout blade" in told.output


def test_the_national_scale_is_englands():
    found = demo.published_figures("", 0, national=True)
    assert (found.name, found.caseload(2025)) == ("England", 638_745)


def test_the_demonstration_is_loaded_by_the_bare_command_alone(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr("goldenthread.config.commands.serve.migrate_if_behind", lambda: done.append("migrated"))
    monkeypatch.setattr(demo, "load", lambda: done.append("loaded"))
    monkeypatch.setattr(demo, "bring_returns", lambda: done.append("returns"))
    monkeypatch.setattr(demo, "make_up", lambda number: done.append(f"made up {number}"))
    monkeypatch.setattr(demo, "throw_away", lambda: done.append("thrown away"))
    assert run(app, ["demo", "--reset", "--areas", "2"]).exit_code == 0
    assert done == ["thrown away", "migrated", "loaded", "made up 2", "returns"]
    assert run(app, ["demo", "--without-returns"]).exit_code == 0
    assert done[5:] == ["migrated", "loaded"]
    words = ["demo", "--reset", "sen2", "--area", "tameside", "--out", str(tmp_path / "made")]
    told = run(app, words)
    assert told.exit_code == 2
    assert "not for sen2" in told.output
    assert len(done) == 7
