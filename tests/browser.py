"""A browser window on the sandbox's page, driven by role and by keyboard as people use it."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import ConsoleMessage, Locator, Page, async_playwright, expect

CHROMIUM = shutil.which("chromium")
GENERAL = re.compile("general$")
PATIENCE = 120_000
"""Milliseconds that a busy machine may take for what the page does at once."""

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="a browser story needs Chromium: apt-get install chromium fonts-noto-color-emoji",
)


@dataclass
class Window:
    """A browser window on the workspace, and the pictures taken of it on the way."""

    page: Page
    address: str
    album: Path
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.complaints.append(said.text)

    async def open(self, person: str) -> None:
        await self.page.goto(f"{self.address}/#{person}")
        await expect(self.place(GENERAL)).to_be_visible()

    async def picture(self, name: str) -> None:
        number = len(list(self.album.glob("*.png"))) + 1
        taken = await self.page.screenshot(path=self.album / f"{number:02}-{name}.png", animations="disabled")
        assert len(taken) > 10_000, f"the picture of {name} is blank"

    async def keep(self, name: str) -> None:
        """Take a picture under a name of its own."""
        self.album.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=self.album / f"{name}.png", animations="disabled")

    def place(self, name: re.Pattern[str]) -> Locator:
        """A channel, a person or the app in the sidebar."""
        return self.page.get_by_role("navigation", name="Workspace").get_by_role("link", name=name)

    def dialog(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name)

    async def type_command(self, text: str) -> None:
        composer = self.page.get_by_role("textbox", name="Message #general")
        await composer.fill(text)
        await composer.press("Enter")

    async def choose(self, label: str, option: str) -> None:
        """Open a select, type until the option is alone, and take it."""
        field = self.page.get_by_role("combobox", name=label, exact=True)
        await field.click()
        await self.page.keyboard.type(option)
        await expect(self.page.get_by_role("option", name=option).first).to_be_visible()
        await self.page.keyboard.press("Enter")
        await expect(field).to_contain_text(option)

    async def become(self, name: str) -> None:
        await self.page.get_by_role("button", name="You are:").click()
        await self.page.keyboard.type(name)
        await self.page.keyboard.press("Enter")
        await expect(self.page.get_by_role("button", name=f"You are: {name}")).to_be_visible()


def picture(folder: Path) -> Path:
    """A PNG of one pixel, graph.png, to share."""
    path = folder / "graph.png"
    path.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f0"
            "1f0005000201a5b4c3990000000049454e44ae426082"
        )
    )
    return path


@asynccontextmanager
async def browsing(address: str, album: Path) -> AsyncIterator[Window]:
    """A window of its own on the page at this address; its pictures go into the album."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM)
        page = await browser.new_page(
            viewport={"width": 1280, "height": 860}, locale="en-GB", timezone_id="Europe/Lisbon"
        )
        page.set_default_timeout(PATIENCE)
        yield Window(page, address, album)
        await browser.close()
