"""The icon as a picture, for home screens that take no drawing."""

import math
import struct
import zlib

ICON_SIZES = (180, 192, 512)
_BLUE, _WHITE = (0x28, 0x46, 0xC8), (0xFF, 0xFF, 0xFF)
# In a square of 24, as in the drawing. A ring and a third of a disc, inside of what launchers cut.
_CENTRE, _RING, _WIDTH, _DISC = 12.0, 7.2, 1.8, 5.0
_SLOPE = (math.cos(math.radians(30)), math.sin(math.radians(30)))


def drawn_icon(size: int) -> bytes:
    """A PNG of so many pixels a side: white on blue up to the edges, so that it can be cut."""
    rows = bytearray()
    for y in range(size):
        rows.append(0)  # no filter
        for x in range(size):
            rows += bytes(_colour((x + 0.5) * 24 / size, (y + 0.5) * 24 / size, 24 / size))
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _colour(x: float, y: float, pixel: float) -> tuple[int, int, int]:
    """The colour at a point; an edge is as wide as a pixel."""
    right, up = x - _CENTRE, _CENTRE - y
    away = math.hypot(right, up)
    ring = abs(away - _RING) - _WIDTH / 2
    # From twelve to four o'clock: right of the one hand, and above the other.
    disc = max(away - _DISC, -right, -(right * _SLOPE[1] + up * _SLOPE[0]))
    share = min(max(0.5 - min(ring, disc) / pixel, 0.0), 1.0)
    red, green, blue = (
        round(back + (front - back) * share) for back, front in zip(_BLUE, _WHITE, strict=True)
    )
    return red, green, blue


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + _sum(name + content)


def _sum(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))
