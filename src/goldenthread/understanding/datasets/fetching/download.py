"""How is a file brought here? Only from where it is expected, not larger or slower than it may be, whole, and checked.

It is written beside its place and moved there at once; whatever goes wrong, the file that was there before stays.
"""

from __future__ import annotations

import json
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests

TOLD = ".fetched.json"
"""After the name of a file: what its publisher’s server said of it."""
PIECE = 1 << 16
MOST_REDIRECTS = 5
AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers after which it is worth asking once more."""
ABANDONED_AFTER = 3600
"""Seconds after which a half-written file is nobody’s."""
HEADERS = {"User-Agent": "goldenthread (open statistics for joint commissioning)", "Accept-Encoding": "identity"}


class NotFetched(Exception):
    """Nothing was brought. Says why, and what to do."""


class NotThere(NotFetched):
    """The server answers, and has no such file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds for the whole, seconds for one answer, how often to ask, and the pause before asking again."""

    bytes: int = 1_000_000_000
    seconds: float = 900
    answer: float = 30
    times: int = 3
    pause: float = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a file that was brought."""

    address: str
    sha256: str
    bytes: int
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is here. `new`: its content is not what was here before."""

    path: Path
    told: Told
    new: bool


def allowed(address: str, hosts: frozenset[str], base: str = "") -> bool:
    """May anything be asked of this address? Of these hosts by https, and of the base that the operator named."""
    parts, named = urlsplit(address), urlsplit(base)
    if base and (parts.scheme, parts.netloc) == (named.scheme, named.netloc):
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and parts.hostname in hosts and parts.port in (None, 443) and "@" not in parts.netloc


def fetched(
    address: str,
    path: Path,
    *,
    hosts: frozenset[str],
    content: str,
    base: str = "",
    limits: Limits | None = None,
    pause: Callable[[float], None] | None = None,
) -> Fetched:
    """Bring the file, unless its publisher says that it has not changed since it was brought."""
    asking = _Asking(hosts, base, limits or Limits(), pause or time.sleep)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = _before(path, address)
    known = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified} if before else {}
    with asking.answer(address, {name: text for name, text in known.items() if text}) as answer:
        if before and answer.status_code == requests.codes.not_modified:
            return Fetched(path, before, new=False)
        told = asking.keep(answer, address, path, content)
    return Fetched(path, told, new=before is None or before.sha256 != told.sha256)


def read_json(address: str, *, hosts: frozenset[str], base: str = "", limits: Limits | None = None) -> object:
    """What a publisher’s server tells programs."""
    asking = _Asking(hosts, base, limits or Limits(bytes=5_000_000), time.sleep)
    with asking.answer(address, {}) as answer:
        try:
            return json.loads(b"".join(asking.pieces(answer)))
        except ValueError as fault:
            raise NotFetched(f"{address} did not answer as it does to programs: {fault}.") from fault


def _before(path: Path, address: str) -> Told | None:
    """What was said of the file that is here, if it is still that file and from that address."""
    try:
        told = Told(**json.loads(_beside(path).read_text()))
        with path.open("rb") as file:
            same = told.address == address and told.sha256 == file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError, TypeError):
        return None
    return told if same else None


def _beside(path: Path) -> Path:
    return path.with_name(path.name + TOLD)


class _Asking:
    """One file asked for, with everything that it must keep to."""

    def __init__(self, hosts: frozenset[str], base: str, limits: Limits, pause: Callable[[float], None]) -> None:
        self._hosts, self._base, self._limits, self._pause = hosts, base, limits, pause
        self._until = time.monotonic() + limits.seconds

    def answer(self, address: str, headers: dict[str, str]) -> closing[requests.Response]:
        """The answer to be read, after every redirection and as many attempts as are allowed."""
        for attempt in range(1, self._limits.times + 1):
            last = attempt == self._limits.times
            try:
                answer = self._asked(address, headers)
            except requests.RequestException as fault:
                if last:
                    raise NotFetched(_no_answer(address, fault)) from fault
            else:
                if answer.status_code not in AGAIN or last:
                    return closing(_checked(answer, address))
                answer.close()
            self._pause(self._limits.pause * attempt)
        raise AssertionError("the last attempt returns or raises")

    def _asked(self, address: str, headers: dict[str, str]) -> requests.Response:
        for _ in range(MOST_REDIRECTS + 1):
            if not allowed(address, self._hosts, self._base):
                raise NotFetched(f"{address} is not where this file is published, so nothing was asked of it.")
            answer = requests.get(
                address,
                headers=HEADERS | headers,
                stream=True,
                allow_redirects=False,
                timeout=(min(10, self._limits.answer), self._limits.answer),
            )
            if not answer.is_redirect:
                return answer
            answer.close()
            address = urljoin(address, answer.headers["Location"])
        raise NotFetched(f"{address}: the publisher’s server sends us on and on.")

    def pieces(self, answer: requests.Response) -> Iterator[bytes]:
        """The body, no longer and no slower than allowed."""
        size, most = 0, self._limits.bytes
        stated = answer.headers.get("Content-Length", "")
        if stated.isdigit() and int(stated) > most:
            raise NotFetched(f"{answer.url} would be {int(stated):,} bytes; at most {most:,} are taken.")
        try:
            for piece in answer.iter_content(PIECE):
                size += len(piece)
                if size > most:
                    raise NotFetched(f"{answer.url} is larger than {most:,} bytes; nothing of it was kept.")
                if time.monotonic() > self._until:
                    raise NotFetched(
                        f"{answer.url} took longer than {self._limits.seconds:g} seconds. Try again later."
                    )
                yield piece
        except requests.RequestException as fault:
            raise NotFetched(
                f"{answer.url} broke off after {size:,} bytes; nothing of it was kept. Try again."
            ) from fault

    def keep(self, answer: requests.Response, address: str, path: Path, content: str) -> Told:
        """Write the body beside its place, look at it, and put it there."""
        _clear_abandoned(path)
        part, digest, size = path.with_name(f".{path.name}.{os.getpid()}.part"), sha256(), 0
        try:
            with part.open("wb") as file:
                for piece in self.pieces(answer):
                    digest.update(piece)
                    size += file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            _check_content(part, content, answer)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        said = {"etag": answer.headers.get("ETag", ""), "last_modified": answer.headers.get("Last-Modified", "")}
        told = Told(address, digest.hexdigest(), size, **said)
        _beside(path).write_text(json.dumps(asdict(told), indent=1))
        return told


def _no_answer(address: str, fault: Exception) -> str:
    host = urlsplit(address).hostname
    if isinstance(fault, requests.Timeout):
        return f"{host} did not answer in time. Try again later."
    return f"{host} could not be reached ({type(fault).__name__}): this machine may have no way to the internet."


def _checked(answer: requests.Response, address: str) -> requests.Response:
    if answer.status_code in (requests.codes.ok, requests.codes.not_modified):
        return answer
    answer.close()
    said = f"the server answered {answer.status_code} {answer.reason}."
    if answer.status_code in (requests.codes.not_found, requests.codes.gone):
        raise NotThere(f"{address} is not there: {said}")
    raise NotFetched(f"{address} was not given: {said}")


def _check_content(part: Path, content: str, answer: requests.Response) -> None:
    """Is it what it should be? A page that says sorry is sent as readily as a file."""
    with part.open("rb") as file:
        start = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    said = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    found = ""
    if not start:
        found = "an empty file"
    elif said in ("text/html", "application/xhtml+xml") or start[:1] == b"<":
        found = "a web page"
    elif content == "zip" and not zipfile.is_zipfile(part):
        found = "no zip archive, or a part of one"
    elif content == "csv" and b"\0" in start:
        found = "no text"
    if found:
        raise NotFetched(f"{answer.url} gave {found} in place of a {content.upper()} file; it was not kept.")


def _clear_abandoned(path: Path) -> None:
    for part in path.parent.glob(f".{path.name}.*.part"):
        if time.time() - part.stat().st_mtime > ABANDONED_AFTER:
            part.unlink(missing_ok=True)
