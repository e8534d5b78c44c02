"""Is the data folder where it should be, and its key private and lasting?"""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from goldenthread.config import data_folder


def test_a_checkout_keeps_everything_in_var(root):
    assert data_folder.default_folder() == root / "var"


def test_an_installed_package_keeps_everything_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(data_folder, "PACKAGE", tmp_path / "site-packages/goldenthread")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))

    assert data_folder.default_folder() == tmp_path / "share/goldenthread"


def test_folder_is_closed_to_other_users(tmp_path):
    made = data_folder.made(tmp_path / "deep/data")

    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_folder_that_cannot_be_made_says_what_to_do(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured, match="Set GOLDENTHREAD_DATA"):
        data_folder.made(tmp_path / "file/data")


def test_key_is_made_once_and_is_private(tmp_path):
    key = data_folder.made_key(tmp_path, "secret-key")

    assert len(key) >= 50
    assert data_folder.made_key(tmp_path, "secret-key") == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_processes_that_start_together_agree_on_the_key(tmp_path, monkeypatch):
    numbers = iter(range(1000))
    monkeypatch.setattr("os.getpid", lambda: next(numbers))  # each thread stands for a process

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: data_folder.made_key(tmp_path, "secret-key"), range(32)))

    assert len(keys) == 1
