"""How is a kind of data set declared? One YAML file a kind, beside this module; these are the words it may use."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Described


class Declared(BaseModel):
    """Written once in a file, never changed by the program; an unknown word is a fault of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Holds(StrEnum):
    """What a field holds once it is read."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "number"
    DATE = "date"
    MOMENT = "date and time"
    YES_NO = "yes or no"
    CODE = "code"


class AtTheDoor(StrEnum):
    """What is done with a field of a person before anything is kept (privacy at the door)."""

    KEEP = "kept as it is"
    DROP = "dropped"
    PSEUDONYM = "replaced by a keyed pseudonym"
    NUMBER = "replaced by a running number"
    MONTH = "kept as year and month"
    YEAR = "kept as year"
    DISTRICT = "kept as postcode district"


class Mark(StrEnum):
    """Why a cell of a published table holds no number. None of these is nought."""

    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"
    SUPPRESSED = "suppressed"
    LOW = "too small to show"
    NOT_COLLECTED = "not collected"
    NOT_IN_EXISTENCE = "not in existence"
    NO_RETURN = "no return"


class Shape(StrEnum):
    """How a code is written. A column that holds another shape holds another thing."""

    ONS = "ONS code"
    COUNCIL = "council number"

    @property
    def pattern(self) -> str:
        """As a regular expression of the whole text."""
        return {Shape.ONS: "[EJKNSW][0-9]{8}", Shape.COUNCIL: "[0-9]{3}"}[self]

    @property
    def example(self) -> str:
        return {Shape.ONS: "an ONS code, such as E08000021", Shape.COUNCIL: "three digits, such as 391"}[self]


class Confidence(StrEnum):
    """How sure we are of a statement about somebody else's data."""

    SOURCE_READ = "source read"
    CHECK = "check before relying"
    UNKNOWN = "unknown"


PERIOD_FIELDS = ("time_period", "period", "year", "month")
"""How publishers, and we after them, call the column that holds the period."""


class Field(Declared):
    """One column. `also`: other headings under which publishers and vendors write it, compared without case."""

    name: str
    title: str = ""
    holds: Holds = Holds.TEXT
    required: bool = False
    codes: str = Described("", description="the code set that lists what a code may be")
    at_the_door: AtTheDoor = AtTheDoor.KEEP
    also: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    shape: Shape | None = Described(None, description="how a code is written; a council number is also looked up")
    least: float | None = None
    most: float | None = None
    written: str = Described("", description="how the publisher writes a date, as strptime has it: %d/%m/%y")
    note: str = ""
    confidence: Confidence = Confidence.SOURCE_READ

    def in_year(self, year: int | None) -> bool:
        """Is the field part of the collection of that year? With no year, every field is."""
        return year is None or ((self.from_year or year) <= year <= (self.to_year or year))


class Presentation(Declared):
    """A table made to be looked at: a title, headings over headings, section rows, and notes below."""

    heading_rows: tuple[int, int] = Described(description="the upper headings, each over several, and the lower ones")
    section: str = Described("", description="the field that a row with nothing but its first cell fills below it")
    outside: tuple[str, ...] = Described((), description="first cells of rows that belong to no section: totals")
    notes: str = Described(description="the table that keeps every cell around the figures: title, headings, footnotes")


class Limits(Declared):
    """Between what a figure must be. `otherwise`: what becomes of a file in which one is not."""

    of: tuple[str, ...] = Described(
        description="measures, `*` for anything, without case; the first limits that fit hold"
    )
    least: float | None = None
    most: float | None = None
    otherwise: Literal["refused", "asked about"] = "refused"


class Whole(Declared):
    """A figure of a row that no other of these figures of the same row may exceed."""

    whole: str
    parts: tuple[str, ...] = Described(description="measures, `*` for anything, without case")
    but: tuple[str, ...] = Described(
        ("*_pc", "pc_*"), description="measures that these patterns name and that are no parts"
    )
    otherwise: Literal["refused", "asked about"] = "refused"


class Table(Declared):
    """One table. `parent` and `parent_key`: the table that a row hangs from; `most`: rows a parent may have."""

    name: str
    title: str
    fields: tuple[Field, ...] = ()
    key: tuple[str, ...] = ()
    parent: str = ""
    parent_key: str = ""
    most: int | None = None
    least: int = 0
    files: tuple[str, ...] = Described((), description="patterns of file names, `*` for anything, without case")
    marked_by: tuple[str, ...] = Described((), description="headings that together tell this table from every other")
    measures: Literal["none", "every other column", "named in a column"] = Described(
        "none", description="anything but `none`: published figures, kept long, one row a figure"
    )
    other_columns: Literal["refused", "passed over"] = Described(
        "refused", description="what becomes of a column of a table without figures that is not declared"
    )
    named_in: str = Described("", description="a field that names things; in a file that we made up, it says so")
    passed_over: tuple[str, ...] = Described(
        (), description="headings, if the file has them, that say the same in every row and hold no figure"
    )
    figures: tuple[str, ...] = Described((), description="headings of the figures that every such file has, as written")
    measure_column: str = Described("", description="with `named in a column`: the heading that names the measure")
    value_column: str = Described("", description="with `named in a column`: the heading of the figure")
    spread_over: str = Described("", description="a field whose values are headings, one column a year")
    measure: str = Described("", description="with `spread_over`: what the figures under those headings are")
    limits: tuple[Limits, ...] = Described((), description="between what its figures must be")
    wholes: tuple[Whole, ...] = Described((), description="figures that their parts may not exceed")
    holding: dict[str, tuple[str, ...]] = Described(
        default_factory=dict, description="what a field holds in every row; tells it from a table of the same headings"
    )
    twice: tuple[str, ...] = Described(
        (), description="headings that the publisher writes twice; the later ends in `.1`"
    )
    number_style: tuple[Literal["thousands commas", "per cent sign"], ...] = ()
    nil: tuple[str, ...] = Described((), description="what the publisher writes for nought")
    footnotes_in: tuple[str, ...] = Described((), description="fields that end in footnote numbers, kept as `…_notes`")
    presentation: Presentation | None = None
    renamed: dict[str, str] = Described(default_factory=dict, description="a publisher's misspelt heading → our name")

    def field(self, name: str) -> Field:
        """The field of that name; KeyError when there is none."""
        return next(field for field in self.fields if field.name == name)

    @property
    def period_field(self) -> str:
        """The field that says of which period a row is; nothing where no field does."""
        return next((field.name for field in self.fields if field.name in PERIOD_FIELDS), "")

    @property
    def is_of_persons(self) -> bool:
        """Is a row a person? Its key is then replaced by a pseudonym before anything is kept."""
        return bool(self.key) and self.field(self.key[0]).at_the_door is AtTheDoor.PSEUDONYM

    @property
    def is_long(self) -> bool:
        """Does it hold published figures, kept one row a figure?"""
        return self.measures != "none"

    @model_validator(mode="after")
    def _keys_are_fields(self) -> Table:
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise ValueError(f"table {self.name} declares a field twice")
        named = {*self.key, *self.holding, *self.footnotes_in, self.parent_key, self.spread_over, self.named_in}
        if self.presentation:
            named.add(self.presentation.section)
        if unknown := named - {"", "measure"} - set(names):
            raise ValueError(f"table {self.name} has no field {', '.join(sorted(unknown))}")
        return self


class Code(Declared):
    """One code of a set, and the collection years in which it may be used."""

    code: str
    means: str
    from_year: int | None = None
    to_year: int | None = None
    also: tuple[str, ...] = ()
    own: bool = Described(False, description="added by an area for its own returns; never written in a declaration")


class CodeSet(Declared):
    """What a code may be. `known=False`: the publisher's list was not found, so an area keeps its own (editable)."""

    name: str
    title: str
    codes: tuple[Code, ...] = ()
    known: bool = True
    source: str = ""


class Kind(Declared):
    """A kind of data set, as its publisher or its statute shapes it."""

    slug: str
    title: str
    what: str = Described(description="one sentence: what it tells, of whom")
    subject: Literal["education", "health", "care", "population", "money", "geography", "inspection"]
    publisher: str
    source: str = Described(description="the publication or specification, with its date")
    licence: str
    person_level: bool = False
    lawful_basis: str = ""
    keep_years: int | None = Described(None, description="after how many years a release must be gone; none: no limit")
    encodings: tuple[str, ...] = ("utf-8-sig", "windows-1252")
    marks: dict[str, Mark] = Described(default_factory=dict, description="what stands in a cell where no number does")
    tables: tuple[Table, ...]
    code_sets: tuple[CodeSet, ...] = ()
    beside: tuple[str, ...] = Described((), description="files of the publisher's archive that hold no table")
    known_faults: tuple[str, ...] = Described((), description="faults of the publisher, as sentences for the reader")

    def table(self, name: str) -> Table:
        """The table of that name; StopIteration when there is none."""
        return next(table for table in self.tables if table.name == name)

    def code_set(self, name: str) -> CodeSet:
        """The code set of that name; StopIteration when there is none."""
        return next(codes for codes in self.code_sets if codes.name == name)
