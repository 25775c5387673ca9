"""An animated picture of a walk through the page: each frame holds only what is new in it.

The browser compares and encodes, so nothing besides it is needed: https://www.w3.org/TR/png-3/#apng-frame-based-animation
"""

import base64
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.async_api import Page

SIGNATURE = b"\x89PNG\r\n\x1a\n"
OVER = 1
"""What is transparent in a frame leaves the one before it to be seen."""

COMPARE = """async ([before, after]) => {
  const drawn = async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.getContext("2d").getImageData(0, 0, image.width, image.height);
  };
  const now = await drawn(after), was = before && (await drawn(before));
  const { width, height } = now, words = new Uint32Array(now.data.buffer);
  let [left, top, right, bottom] = [width, height, -1, -1];
  const old = was && new Uint32Array(was.data.buffer);
  for (let at = 0; at < words.length; at++) {
    if (old && old[at] === words[at]) { words[at] = 0; continue; }
    const x = at % width, y = (at - x) / width;
    left = Math.min(left, x); right = Math.max(right, x);
    top = Math.min(top, y); bottom = Math.max(bottom, y);
  }
  if (right < 0) return null;
  const part = new OffscreenCanvas(right - left + 1, bottom - top + 1);
  part.getContext("2d").putImageData(now, -left, -top);
  const bytes = new Uint8Array(await (await part.convertToBlob({ type: "image/png" })).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { left, top, width: part.width, height: part.height, png: btoa(text) };
}"""
"""Give what is new since the picture before, and where it is; null where nothing is."""


@dataclass(frozen=True)
class Frame:
    """`shown`: milliseconds."""

    left: int
    top: int
    width: int
    height: int
    shown: int
    png: bytes


@dataclass
class Film:
    page: Page
    frames: list[Frame] = field(default_factory=list)
    _last: str | None = None

    async def take(self, shown: int) -> None:
        """Add how the page looks now, for so many milliseconds; as before is shown longer."""
        taken = base64.b64encode(await self.page.screenshot(animations="disabled")).decode()
        new = await self.page.evaluate(COMPARE, [self._last, taken])
        if new is None:
            last = self.frames.pop()
            self.frames.append(replace(last, shown=last.shown + shown))
            return
        png = base64.b64decode(new.pop("png"))
        self.frames.append(Frame(**new, shown=shown, png=png))
        self._last = taken

    def keep(self, path: Path) -> None:
        path.write_bytes(b"".join([SIGNATURE, *animated(self.frames)]))


def animated(frames: list[Frame]) -> Iterator[bytes]:
    """Give the chunks of one picture that goes on for ever."""
    yield _chunk(b"IHDR", next(data for name, data in chunks(frames[0].png) if name == b"IHDR"))
    yield _chunk(b"acTL", struct.pack(">II", len(frames), 0))
    number = 0
    for frame in frames:
        place = (frame.width, frame.height, frame.left, frame.top)
        yield _chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, *place, frame.shown, 1000, 0, OVER))
        number += 1
        pixels = b"".join(data for name, data in chunks(frame.png) if name == b"IDAT")
        if frame is frames[0]:
            yield _chunk(b"IDAT", pixels)
        else:
            yield _chunk(b"fdAT", struct.pack(">I", number) + pixels)
            number += 1
    yield _chunk(b"IEND", b"")


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the chunks of a PNG. Raises AssertionError where one is damaged."""
    assert png.startswith(SIGNATURE)
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert png[at : at + 12 + length] == _chunk(name, data)
        yield name, data
        at += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
