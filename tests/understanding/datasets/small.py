"""Small data sets, made up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from goldenthread.understanding.datasets.lake.manifest import KeptTable, Manifest

NAME = "ab" * 16
PROJECTIONS = """area_code,area_name,sex,age,2026,2027
E99999999,Oldmere,persons,0,120,118
E99999999,Oldmere,persons,1,131,121
"""


def manifest_of(tables: Mapping[str, KeptTable], name: str = NAME, **values: object) -> Manifest:
    """What a release of a made-up publisher says of itself."""
    described = {
        "id": name,
        "kind": "ons-population-projections",
        "title": "Projections",
        "publisher": "A publisher",
        "source": "A source",
        "licence": "OGL v3",
        "person_level": False,
        "files": (),
        "tables": tuple(tables.values()),
        "made_with": "a test",
    }
    return Manifest.model_validate(described | values)


def projections_file(folder: Path, text: str = PROJECTIONS) -> Path:
    """A file that is recognised as population projections."""
    path = folder / "snpp.csv"
    path.write_text(text)
    return path
