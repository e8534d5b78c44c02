"""What can an operator set, what does each mean, and what is it when nothing is said?

Every setting is an environment variable. A secret may instead be a file: NAME_FILE holds its path. The reference page
`docs/reference/settings.md` is made from this table.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env


def _yes_or_no(text: str) -> bool:
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[text.lower()]


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc}"


def _positive(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _port(text: str) -> int:
    if not 0 < int(text) < 65536:
        raise ValueError(text)
    return int(text)


def _database(text: str) -> dict[str, Any]:
    if urlsplit(text).scheme not in ("postgres", "postgresql", "sqlite"):
        raise ValueError(text)
    return dict(Env.db_url_config(text))


def _providers(text: str) -> list[dict[str, Any]]:
    """Each organisation whose accounts may be used, in the shape that django-allauth reads."""
    listed = [dict(provider) for provider in json.loads(text)]
    for provider in listed:
        if set(provider) != {"id", "name", "server", "client_id", "secret"}:
            raise ValueError(text)
        server = urlsplit(provider["server"])
        provider["settings"] = {
            "server_url": provider.pop("server"),
            "origin": _address(f"{server.scheme}://{server.netloc}"),
        }
        provider["provider_id"] = provider.pop("id")
    return listed


def _level(text: str) -> str:
    if text not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError(text)
    return text


def _engine(text: str) -> str:
    if text not in ("duckdb", "pyspark"):
        raise ValueError(text)
    return text


@dataclass(frozen=True, slots=True)
class Option:
    """One setting. `expected` completes the sentence "It must be …"."""

    name: str
    default: str
    read: Callable[[str], Any]
    expected: str
    meaning: str
    default_in_words: str = ""


OPTIONS = (
    Option("GOLDENTHREAD_DATA", "", Path, "the path of a folder", "The one folder of all state: database, key, files, outbox.",
           "`var/` in a checkout; otherwise this user's own data folder"),
    Option("GOLDENTHREAD_ADDRESS", "", _address, "an address such as https://thread.example.gov.uk, without a path",
           "Where people reach this installation. With https, cookies are sent over https only and browsers are told to "
           "insist on it.", "http://127.0.0.1 with the port"),
    Option("PORT", "8000", _port, "a number from 1 to 65535", "The port to listen on."),
    Option("DATABASE_URL", "", _database, "an address such as postgres://user:password@host/name",
           "The database: PostgreSQL in production.", "SQLite, in the data folder"),
    Option("GOLDENTHREAD_SECRET_KEY", "", str, "fifty or more characters that nobody can guess",
           "Signs sessions. On several hosts they must share one.", "made at first start and kept in the data folder"),
    Option("GOLDENTHREAD_PSEUDONYM_KEY", "", str, "fifty or more characters that nobody can guess",
           "Turns identifiers of children into pseudonyms when a return is loaded. Whoever has it and the identifiers can "
           "link them: keep it apart from the database and its copies.", "made at first need and kept in the data folder"),
    Option("GOLDENTHREAD_SIGN_IN", "[]", _providers,
           'a JSON list of {"id", "name", "server", "client_id", "secret"}, one for each organisation',
           "Organisations whose accounts people may sign in with, by OpenID Connect.", "none: e-mail and password"),
    Option("GOLDENTHREAD_EMAIL_URL", "", Env.email_url_config, "an address such as smtp+tls://user:password@host:587",
           "How messages are sent.", "not sent: written to `outbox/` in the data folder"),
    Option("GOLDENTHREAD_EMAIL_FROM", "Golden Thread <noreply@localhost>", str, "an e-mail address",
           "The sender of messages."),
    Option("GOLDENTHREAD_CACHE_URL", "locmemcache://", Env.cache_url_config, "an address such as rediscache://host:6379",
           "Where rendered charts and rate limits are kept.", "each server process's own memory"),
    Option("GOLDENTHREAD_ENGINE", "duckdb", _engine, "duckdb or pyspark",
           "What counts figures in returns: DuckDB inside the process, or Spark, which `goldenthread[spark]` installs."),
    Option("GOLDENTHREAD_SPARK_MASTER", "local[*]", str, "where Spark runs, such as local[*] or spark://host:7077",
           "Where Spark runs, when it is the engine. On a cluster, every machine must see the data folder at the same path."),
    Option("GOLDENTHREAD_PROXIES", "", int, "a whole number",
           "How many reverse proxies stand in front, so that a visitor's own address is known and https is seen.",
           "1 when the address is https, otherwise none"),
    Option("GOLDENTHREAD_WORKERS", "2", _positive, "a whole number above 0", "Server processes."),
    Option("GOLDENTHREAD_THREADS", "4", _positive, "a whole number above 0", "Threads in each process."),
    Option("GOLDENTHREAD_TODAY", "", date.fromisoformat, "a date such as 2026-03-31",
           "Pretend that today is this date: for demonstrations and tests.", "the real date"),
    Option("GOLDENTHREAD_LOG_LEVEL", "INFO", _level, "DEBUG, INFO, WARNING or ERROR", "How much is written to the log."),
    Option("GOLDENTHREAD_DEBUG", "no", _yes_or_no, "yes or no", "Show the details of a fault in the browser. For developers."),
)  # fmt: skip

BY_NAME: Mapping[str, Option] = {option.name: option for option in OPTIONS}


def read(name: str) -> Any:
    """The value of a setting: from NAME_FILE, else NAME, else the default; None where there is no default."""
    option = BY_NAME[name]
    text = _from_file(f"{name}_FILE") or os.environ.get(name) or option.default
    if not text:
        return None
    try:
        return option.read(text)
    except (ValueError, KeyError, TypeError, AttributeError, ImproperlyConfigured) as fault:
        found = "not usable" if "SECRET" in option.expected.upper() or "password" in option.expected else f"“{text}”"
        raise ImproperlyConfigured(f"The setting {name} is {found}. It must be {option.expected}.") from fault


def _from_file(name: str) -> str:
    path = os.environ.get(name)
    if not path:
        return ""
    try:
        return Path(path).read_text().strip()
    except OSError as fault:
        raise ImproperlyConfigured(
            f"The setting {name} names {path}, which cannot be read: {fault.strerror}."
        ) from fault


def reference() -> str:
    """The settings as a page of the reference."""
    rows = [
        f"| `{option.name}` | {option.meaning} | {option.expected} | {option.default_in_words or f'`{option.default}`'} |"
        for option in OPTIONS
    ]
    heading = ["| setting | what it means | what it must be | when not set |", "| --- | --- | --- | --- |"]
    introduction = [
        "# Settings",
        "",
        "Every setting is an environment variable. Any of them may instead be a file: `NAME_FILE` holds its path, and the",
        "file's text is the value. A value that cannot be used stops the start with a sentence that says why.",
        "",
    ]
    return "\n".join([*introduction, *heading, *rows]) + "\n"
