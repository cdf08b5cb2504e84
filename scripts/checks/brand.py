"""The pictures in `brand/`: which must be there, and how large they are.

Source: developer documentation, "Brand images"; Home Assistant's brands repository.
"""

from collections.abc import Iterator
import struct

from .repository import Finding, Repository, UnreadableError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ICON = 256
_LOGO_SHORT_SIDE = range(128, 257)

type Size = tuple[int, int]


def check_brand(repository: Repository) -> Iterator[Finding]:
    """Missing pictures and wrong sizes; dark ones must match their light twins."""
    folder = f"{repository.component}/brand"
    for theme in ("", "dark_"):
        for scale, suffix in ((1, ""), (2, "@2x")):
            yield from _icon(repository, f"{folder}/{theme}icon{suffix}.png", scale)
            yield from _logo(repository, f"{folder}/{theme}logo{suffix}.png", scale)


def _icon(repository: Repository, file: str, scale: int) -> Iterator[Finding]:
    try:
        size = _size(repository, file)
    except UnreadableError as err:
        yield err.finding
        return
    if size != (_ICON * scale, _ICON * scale):
        yield Finding(file, f"is {_show(size)}, not {_show((_ICON * scale,) * 2)}")


def _logo(repository: Repository, file: str, scale: int) -> Iterator[Finding]:
    try:
        size = _size(repository, file)
    except UnreadableError as err:
        yield err.finding
        return
    if min(size) // scale not in _LOGO_SHORT_SIDE:
        yield Finding(file, f"is {_show(size)}; its short side is out of range")
    if size[0] < size[1]:
        yield Finding(file, f"is {_show(size)}; a logo is wider than high")


def _size(repository: Repository, file: str) -> Size:
    """Width and height in pixels, from the first chunk of a PNG."""
    content = repository.read_bytes(file)
    if not content.startswith(_SIGNATURE) or len(content) < 24:
        raise UnreadableError(file, "is no PNG")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _show(size: Size) -> str:
    return f"{size[0]}x{size[1]}"
