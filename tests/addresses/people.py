"""Who may be let in, and what is said of an address? The personas, in the groups that addresses name."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.demo.personas import PERSONAS

ANYBODY = "anybody"
AT_WORK = frozenset(persona.first_name.split()[0] for persona in PERSONAS)
SIGNED_IN = AT_WORK | {"outsider", "left"}
EVERYBODY = SIGNED_IN | {ANYBODY}
NOBODY: frozenset[str] = frozenset()
LEADS = frozenset({"Ada", "Cora", "Ivan"})
ADMINISTRATOR = frozenset({"Ada"})
MEASURERS = LEADS | {"Anna"}
VOICES = LEADS | {"Faith", "Yusuf"}
REPORTERS = LEADS | {"Connor", "Finn"}  # their bodies share in the action; the trust for which Priya works does not
READERS_OF_LOG = LEADS | {"Bola", "Otto"}
AGREE = LEADS | {"Bola"}
PUBLISHERS = frozenset({"Anna"})
SEE_DATA = LEADS | {"Anna", "Bola", "Otto"}
DEFINERS = frozenset({"Anna"})
LOADERS = frozenset({"Ada", "Anna"})
FOR_BOARDS = LEADS | {"Anna", "Bola"}
DATA_READERS = LEADS | {"Anna", "Bola", "Otto"}
DATA_KEEPERS = LEADS | {"Anna"}


@dataclass(frozen=True, slots=True)
class Row:
    """Who reads an address, and who may send what is on it. `answer`: what those who are let in get."""

    address: str
    readers: frozenset[str]
    writers: frozenset[str] = NOBODY
    answer: int = 200
    method: str = "GET"


W = "/newcastle/work"
