"""Is a file brought whole and checked or not at all, whatever the server does, and only from where it may come?"""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner

from goldenthread.config.cli import app
from goldenthread.understanding.datasets.fetching.download import Limits, NotFetched, allowed, fetched
from goldenthread.understanding.datasets.fetching.kinds import fetch
from goldenthread.understanding.datasets.fetching.places import How, places
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.models import Release

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
CSV = b"URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n100000,100001,A school,Successor,01-09-2020\n"
QUICK = Limits(bytes=100_000, seconds=5, answer=0.5, times=2, pause=0)
Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A publisher’s server that answers each path as it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked.append((self.path, dict(self.headers)))
                found = owner.answers.get(self.path)
                if not found:
                    self.send_error(404)
                    return
                (found.pop(0) if len(found) > 1 else found[0])(self)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def on(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers)
        return self.base + path


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.http.shutdown()
    found.http.server_close()
    found.thread.join()


def gives(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        said = {"Content-Type": "text/csv", "Content-Length": str(len(body))}
        said |= {name.replace("_", "-"): text for name, text in headers.items()}
        for name, text in said.items():
            if text:
                to.send_header(name, text)
        to.end_headers()
        to.wfile.write(body)

    return answer


def sends_on(address: str) -> Answer:
    return gives(b"", 302, Location=address)


def endless(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    try:
        while True:
            to.wfile.write(b"a,b\n" * 4096)
    except OSError:
        pass


def silent(_: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def bring(server: Server, address: str, folder: Path, content: str = "csv", limits: Limits = QUICK) -> object:
    path = folder / "it.csv"
    return fetched(
        address, path, hosts=frozenset(), content=content, base=server.base, limits=limits, pause=lambda _: None
    )


def nothing_in(folder: Path) -> bool:
    return list(folder.iterdir()) == []


def test_a_file_comes_whole_and_its_publishers_words_with_it(server: Server, tmp_path: Path) -> None:
    found = bring(server, server.on("/a.csv", gives(CSV, ETag='"1"')), tmp_path)
    assert found.path.read_bytes() == CSV  # type: ignore[attr-defined]
    assert found.new  # type: ignore[attr-defined]
    assert (found.told.bytes, found.told.etag) == (len(CSV), '"1"')  # type: ignore[attr-defined]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["it.csv", "it.csv.fetched.json"]


def test_what_has_not_changed_is_not_brought_again(server: Server, tmp_path: Path) -> None:
    address = server.on(
        "/a.csv", gives(CSV, ETag='"1"', Last_Modified="Thu, 26 Jun 2025 08:30:00 GMT"), gives(b"", 304)
    )
    bring(server, address, tmp_path)
    again = bring(server, address, tmp_path)
    assert not again.new  # type: ignore[attr-defined]
    assert server.asked[-1][1]["If-None-Match"] == '"1"'
    assert server.asked[-1][1]["If-Modified-Since"] == "Thu, 26 Jun 2025 08:30:00 GMT"
    assert again.path.read_bytes() == CSV  # type: ignore[attr-defined]


def test_a_file_that_somebody_changed_is_brought_again(server: Server, tmp_path: Path) -> None:
    address = server.on("/a.csv", gives(CSV, ETag='"1"'))
    bring(server, address, tmp_path)
    (tmp_path / "it.csv").write_text("changed")
    again = bring(server, address, tmp_path)
    assert "If-None-Match" not in server.asked[-1][1]
    assert again.path.read_bytes() == CSV  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answer", "content", "said"),
    [
        (gives(CSV, Content_Length=str(len(CSV) + 10), Connection="close"), "csv", "broke off"),
        (gives(b"<!DOCTYPE html><p>Sorry", Content_Type="text/csv"), "csv", "a web page"),
        (gives(CSV, Content_Type="text/html; charset=utf-8"), "csv", "a web page"),
        (gives(b""), "csv", "an empty file"),
        (gives(CSV), "zip", "no zip archive"),
        (gives(b"a\0b"), "csv", "no text"),
        (gives(b"x", 500), "csv", "answered 500"),
        (gives(b"x", 403), "csv", "answered 403"),
        (gives(CSV, Content_Length="999999999"), "csv", "would be 999,999,999 bytes"),
        (endless, "csv", "larger than 100,000 bytes"),
        (silent, "csv", "did not answer in time"),
        (sends_on("file:///etc/passwd"), "csv", "not where this file is published"),
        (sends_on("http://169.254.169.254/latest/"), "csv", "not where this file is published"),
        (sends_on("https://example.org/a.csv"), "csv", "not where this file is published"),
        (sends_on("/a.csv"), "csv", "on and on"),
    ],
)
def test_what_goes_wrong_is_said_and_leaves_nothing(
    server: Server, tmp_path: Path, answer: Answer, content: str, said: str
) -> None:
    with pytest.raises(NotFetched, match=said):
        bring(server, server.on("/a.csv", answer), tmp_path, content)
    assert nothing_in(tmp_path)


def test_a_file_that_is_there_stays_when_the_next_one_breaks_off(server: Server, tmp_path: Path) -> None:
    short = gives(CSV[:20], Content_Length="99", Connection="close")
    address = server.on("/a.csv", gives(CSV), short)
    bring(server, address, tmp_path)
    with pytest.raises(NotFetched, match="broke off"):
        bring(server, address, tmp_path)
    assert (tmp_path / "it.csv").read_bytes() == CSV


def test_half_a_zip_is_none(server: Server, tmp_path: Path) -> None:
    """A zip made while it is sent has no length: only its end tells that it is whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("data/requests.csv", "a,b\n" * 500)
    half = gives(out.getvalue()[:-30], Content_Length="", Connection="close")
    with pytest.raises(NotFetched, match="no zip archive"):
        bring(server, server.on("/a.zip", half), tmp_path, "zip")


def test_a_server_that_stumbles_once_is_asked_again(server: Server, tmp_path: Path) -> None:
    address = server.on("/a.csv", gives(b"x", 503), gives(CSV))
    assert bring(server, address, tmp_path).new  # type: ignore[attr-defined]
    assert len(server.asked) == 2


def test_what_is_not_there_is_not_asked_for_twice(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match="is not there"):
        bring(server, server.base + "/none.csv", tmp_path)
    assert len(server.asked) == 1


def test_what_a_killed_download_left_is_cleared_once_it_is_nobodys(server: Server, tmp_path: Path) -> None:
    old, young = tmp_path / ".it.csv.1.part", tmp_path / ".it.csv.2.part"
    for part in (old, young):
        part.write_text("half")
    os.utime(old, (0, 0))
    bring(server, server.on("/a.csv", gives(CSV)), tmp_path)
    assert (tmp_path / "it.csv").read_bytes() == CSV
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.parametrize(
    ("address", "base", "may"),
    [
        ("https://www.gov.uk/a.csv", "", True),
        ("http://www.gov.uk/a.csv", "", False),
        ("https://www.gov.uk:8443/a.csv", "", False),
        ("https://www.gov.uk@evil.example/a.csv", "", False),
        ("https://www.gov.uk.evil.example/a.csv", "", False),
        ("file:///etc/passwd", "", False),
        ("ftp://www.gov.uk/a.csv", "", False),
        ("http://mirror.example:8000/a.csv", "http://mirror.example:8000", True),
        ("http://mirror.example/a.csv", "http://mirror.example:8000", False),
        ("file:///etc/passwd", "file:///", False),
    ],
)
def test_what_may_be_asked(address: str, base: str, may: bool) -> None:
    assert allowed(address, frozenset({"www.gov.uk"}), base) is may


# --- kinds ------------------------------------------------------------------------------------------------------------

ID = "5a2b9c1d-0000-4000-8000-1234567890ab"


def test_the_latest_release_of_a_publication_is_found_and_named(server: Server, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("data/requests.csv", "a,b\n")
    latest = json.dumps({"id": ID, "slug": "2026", "title": "Calendar year 2026"}).encode()
    server.on("/api/publications/education-health-and-care-plans/releases/latest", gives(latest))
    server.on(f"/api/releases/{ID}/files", gives(out.getvalue(), Content_Type="application/octet-stream"))

    found = fetch(places()["dfe-ehc-plans"], tmp_path, today=date(2026, 11, 22), base=server.base, limits=QUICK)

    assert found.path.name == "education-health-and-care-plans_2026.zip"


@pytest.mark.parametrize("told", [b"{}", b"[]", b'{"id": "../../etc"}', b"<html>", b'{"id": 7}'])
def test_an_answer_that_names_no_release_is_refused_with_what_to_do(
    server: Server, tmp_path: Path, told: bytes
) -> None:
    server.on("/api/publications/education-health-and-care-plans/releases/latest", gives(told))
    with pytest.raises(NotFetched, match=r"Download it from https://explore-education-statistics"):
        fetch(places()["dfe-ehc-plans"], tmp_path, today=date(2026, 11, 22), base=server.base, limits=QUICK)


def test_a_daily_file_that_is_not_there_yet_is_yesterdays(server: Server, tmp_path: Path) -> None:
    server.on("/edubase/downloads/public/links_edubasealldata20261121.csv", gives(CSV))
    found = fetch(places()["gias-links"], tmp_path, today=date(2026, 11, 22), base=server.base, limits=QUICK)
    assert found.path.name == "links_edubasealldata20261121.csv"


def test_every_place_says_where_and_how_sure_we_are() -> None:
    from goldenthread.config.fetching import checked

    assert set(places()) <= set(all_kinds())
    for each in places().values():
        assert each.page.startswith("https://")
        assert each.how is How.BY_HAND or "has not been tried" in checked(each) or each.checked_on


# --- the command ------------------------------------------------------------------------------------------------------


def run(*words: str) -> object:
    return CliRunner().invoke(app, ["dataset", "fetch", *words])


@pytest.mark.django_db
def test_the_command_fetches_and_imports(server: Server, settings: object, tmp_path: Path, oldmere: object) -> None:
    settings.LAKE = tmp_path / "lake"  # type: ignore[attr-defined]
    from goldenthread.config import clock

    server.on(f"/edubase/downloads/public/links_edubasealldata{clock.today():%Y%m%d}.csv", gives(CSV))
    words = ("gias-links", "--from", server.base, "--out", str(tmp_path), "--import", "--area", "oldmere")

    first = run(*words)

    assert first.exit_code == 0, first.output  # type: ignore[attr-defined]
    assert "It is new." in first.output  # type: ignore[attr-defined]
    assert Release.objects.get().kind == "gias-links"
    again = json.loads(run(*words, "--format", "json").stdout)  # type: ignore[attr-defined]
    assert (again[0]["new"], again[0]["release"]) == (False, Release.objects.get().lake_id)


@pytest.mark.django_db
def test_the_command_says_what_to_do_where_nothing_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldenthread.understanding.datasets.fetching.download.time.sleep", lambda _: None)
    result = run("gias-links", "lait-measures", "--from", "http://127.0.0.1:9", "--out", str(tmp_path))
    assert result.exit_code == 1  # type: ignore[attr-defined]
    assert "no way to the internet" in result.stderr  # type: ignore[attr-defined]
    assert "Download it from https://www.gov.uk/government/publications/local-authority" in result.stderr  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_command_lists_and_asks(tmp_path: Path) -> None:
    listed = run("--list")
    assert "has not been tried yet" in listed.stdout  # type: ignore[attr-defined]
    assert "Open Government Licence v3.0" in listed.stdout  # type: ignore[attr-defined]
    assert len(json.loads(run("--list", "--format", "json").stdout)) == len(places())  # type: ignore[attr-defined]
    for words in ((), ("no-such-kind",), ("gias-links", "--import")):
        assert run(*words).exit_code == 2  # type: ignore[attr-defined]
