"""Is every generated page of the reference what the code says today?"""

from __future__ import annotations

import pytest

from goldenthread.config import reference


@pytest.mark.parametrize("name", reference.PAGES)
@pytest.mark.django_db
def test_generated_page_is_current(name, root):
    assert (root / "docs/reference" / name).read_text() == reference.PAGES[name](), "Run: make docs"


def test_a_page_that_differs_is_named(tmp_path, monkeypatch):
    pages = {"a.md": lambda: "now\n", "b.md": lambda: "same\n", "c.md": lambda: "new\n"}
    monkeypatch.setattr(reference, "PAGES", pages)
    (tmp_path / "a.md").write_text("before\n")
    (tmp_path / "b.md").write_text("same\n")

    assert reference.differing(tmp_path) == [tmp_path / "a.md", tmp_path / "c.md"]

    reference.write(tmp_path)

    assert reference.differing(tmp_path) == []
