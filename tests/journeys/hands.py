"""How does somebody use a page: with a mouse, with the keyboard alone, on a phone, or with a browser without scripts?

A journey is written once, as what a person does and sees; `WAYS` are the ways in which it is walked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

WAYS = {
    "desk": {},
    "phone": {"size": "phone"},
    "keyboard": {},
    "no scripts": {"scripts": False},
}
MOST_TABS = 400
PHONE = 320

expect.set_options(timeout=10_000)  # machines are busy


def named(words: str) -> re.Pattern[str]:
    """A label as it reads, whether or not the form adds a unit, or that it is optional."""
    return re.compile(rf"^\s*{re.escape(words)}(, in [a-z ]+)?\s*(\(optional\))?\s*$")


class Hands:
    """One person at one page. After every step the page is looked at: nothing on it may be broken."""

    def __init__(self, page: Page, way: str, faults_of: Callable[[Any], list[str]]) -> None:
        self.page, self.way, self.faults_of = page, way, faults_of
        self.here: Page | Locator = page

    # --- going

    def go(self, address: str) -> Hands:
        """Open an address."""
        self.page.goto(address)
        return self.look()

    def follow(self, words: str | re.Pattern[str], nth: int = 0) -> Hands:
        """Choose a link."""
        return self._act(self._role("link", words, nth))

    def press(self, words: str | re.Pattern[str], nth: int = 0) -> Hands:
        """Press a button, which sends a form or leads somewhere."""
        return self._act(self._role("button", words, nth))

    def download(self, words: str | re.Pattern[str]) -> Any:
        """Choose a link or button that hands over a file: `.name` and `.content`."""
        thing = self._role("link", words, 0).or_(self._role("button", words, 0)).first
        with self.page.expect_download() as waiting:
            self._push(thing)
        return waiting.value

    def refused(self, address: str, status: int) -> Hands:
        """Try an address that is not for this person."""
        answer = self.page.goto(address)
        assert answer is not None and answer.status == status, f"{address}: {answer and answer.status}, not {status}"
        self.page.complaints.clear()  # the browser says that the page was refused, as it was
        return self.look()

    # --- filling in

    def fill(self, label: str, text: str) -> Hands:
        """Write into a field, over what was there."""
        field = self.here.get_by_label(named(label)).first
        if self.way == "keyboard":
            self._reach(field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)
        else:
            field.fill(text)
        return self

    def choose(self, label: str) -> Hands:
        """Choose one of several, or tick a box."""
        return self._choose(self.here.get_by_label(named(label)).first)

    def choose_like(self, start: str) -> Hands:
        """The one whose words begin so."""
        return self._choose(self.here.get_by_label(re.compile(rf"^\s*{re.escape(start)}")).first)

    def _choose(self, option: Locator) -> Hands:
        if self.way != "keyboard":
            option.check()
        elif option.get_attribute("type") == "radio":
            self._choose_by_arrows(option)
        elif not option.is_checked():
            self._reach(option)
            self.page.keyboard.press("Space")
        expect(option).to_be_checked()
        return self

    def select(self, label: str, option: str) -> Hands:
        """Choose from a list: the option that begins so."""
        box = self.here.get_by_label(named(label)).first
        words = (
            box.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(option)}")).first.inner_text().strip()
        )
        if self.way == "keyboard":
            self._reach(box)
            self.page.keyboard.type(words)
            expect(box.locator("option:checked")).to_have_text(words)
        else:
            box.select_option(label=words)
        return self

    def attach(self, label: str, path: Any) -> Hands:
        """Choose a file of this machine."""
        self.here.get_by_label(named(label)).first.set_input_files(path)
        return self

    def unfold(self, words: str) -> Hands:
        """Open what is folded away."""
        self._push(self.page.locator("summary").filter(has_text=words).first)
        return self

    def within(self, part: Locator) -> Hands:
        """The same hands, in one part of the page."""
        inner = Hands(self.page, self.way, self.faults_of)
        inner.here = part
        return inner

    # --- seeing

    def sees(self, *words: str | re.Pattern[str]) -> Hands:
        """Each of these is on the page, where it can be seen."""
        for each in words:
            expect(self.main.get_by_text(each).filter(visible=True).first).to_be_visible()
        return self

    def does_not_see(self, *words: str) -> Hands:
        """None of these is anywhere on the page."""
        for each in words:
            expect(self.main).not_to_contain_text(each)
        return self

    def may_not(self, *words: str) -> Hands:
        """There is no such button and no such link."""
        for each in words:
            expect(self.main.get_by_role("button", name=each)).to_have_count(0)
            expect(self.main.get_by_role("link", name=each)).to_have_count(0)
        return self

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.get_by_role("main")

    @property
    def path(self) -> str:
        """Where this person is."""
        return urlsplit(self.page.url).path

    def text(self) -> str:
        """All that can be read."""
        return re.sub(r"\s+", " ", self.main.inner_text())

    def look(self) -> Hands:
        """The page is whole: one heading, no complaint, not wider than a phone, and nothing that axe finds."""
        self.page.wait_for_load_state()
        expect(self.page.get_by_role("heading", level=1)).to_have_count(1)
        heading = self.page.get_by_role("heading", level=1).inner_text()
        assert "there is a problem" not in heading, f"{self.page.url} failed"
        assert self.page.complaints == [], f"{self.page.url}: {self.page.complaints}"
        if self.way == "phone":
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE, f"{self.page.url} is {width} pixels wide on a phone"
        if self.way in ("desk", "phone"):
            faults = self.faults_of(self.page)
            assert faults == [], "\n".join(faults)
        return self

    # --- by hand

    def _role(self, role: Any, words: str | re.Pattern[str], nth: int) -> Locator:
        exact = isinstance(words, str)
        return self.here.get_by_role(role, name=words, exact=exact or None).filter(visible=True).nth(nth)

    def _act(self, thing: Locator) -> Hands:
        with self.page.expect_navigation():
            self._push(thing)
        return self.look()

    def _push(self, thing: Locator) -> None:
        if self.way == "keyboard":
            self._reach(thing)
            self.page.keyboard.press("Enter")
        else:
            thing.click()

    def _reach(self, thing: Locator) -> None:
        """Press Tab until it has the focus."""
        thing.wait_for()
        for _ in range(MOST_TABS):
            if thing.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {thing} on {self.page.url}")

    def _choose_by_arrows(self, option: Locator) -> None:
        group = self.page.locator(f"input[type=radio][name='{option.get_attribute('name')}']")
        chosen = group.locator("xpath=self::*[@checked]")
        self._reach(chosen.first if chosen.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if option.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
