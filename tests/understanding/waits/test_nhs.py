"""Does the extract of NHS England's figures that ships say what was published, and never a nought for a star?"""

from __future__ import annotations

import os
import sys
from importlib import util
from pathlib import Path

from goldenthread.understanding.waits.kinds.published import BANDS, FILE, england, latest_of, published_lists

SOURCE = "nhs/chs_cyp_waits_national_region_icb_2023.csv"


def _script(root: Path):
    spec = util.spec_from_file_location("nhs_waits", root / "scripts/nhs_waits.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules["nhs_waits"] = module
    spec.loader.exec_module(module)
    return module


def test_it_is_what_the_script_makes_of_the_publication(root):
    source = Path(os.environ.get("PUBLISHED_DATA", root.parent / "shared" / "data")) / SOURCE
    shipped = (root / "src/goldenthread/understanding/waits/kinds" / FILE).read_text("utf-8")
    if not source.exists():
        print(f"Not compared with the publication: there is no {source}.")  # noqa: T201
        assert shipped.startswith("month,level,code,name,service,total,")
        return

    assert _script(root).extract(source.read_text("utf-8-sig")) == shipped


def test_a_star_becomes_an_empty_cell_and_a_nought_stays(root):
    rows = [
        "month,org_level,org_code,org_name,service,wait_band,value",
        "2023-01,National,,ENGLAND,Audiology,total,12",
        "2023-01,National,,ENGLAND,Audiology,0-1 weeks,*",
        "2023-01,National,,ENGLAND,Audiology,>52 weeks,0",
        "2023-01,ICB,QZZ,ELSEWHERE,Audiology,total,9",
    ]
    made = _script(root).extract("\n".join(rows))

    assert made.splitlines()[1:] == ["2023-01,England,,England,Audiology,12,,,,,,,0"]


def test_speech_and_language_in_humber_and_north_yorkshire_in_october_2023():
    """As published: 1,710 waiting, 631 from 18 to 52 weeks, 26 over 52 weeks."""
    found = next(each for each in latest_of("QOQ") if each.service == "Speech and language therapy")

    assert (found.month, found.total, found.over_18, found.over_52) == ("2023-10", 1710, 657, 26)
    assert len(found.bands) == len(BANDS)


def test_england_and_three_boards_for_ten_months():
    found = published_lists()

    assert {each.code for each in found} == {"", "QHM", "QOQ", "QOP"}
    assert len({each.month for each in found}) == 10
    assert england("2023-10")["Speech and language therapy"].total
