"""Draw the pictures of the integration's `brand/` folder from the SVG beside this file.

Run `python -m scripts.brand.draw "$(scripts/chromium)"` after a change of the drawing.
"""

from pathlib import Path
import subprocess
import sys
import tempfile
from typing import NamedTuple

_HERE = Path(__file__).parent
_BRAND = _HERE.parents[1] / "custom_components" / "cloud_locks" / "brand"
_ICON_SIDE = 256
_LOGO_WIDTH = 912

_PAGE = """\
<!doctype html>
<style>
  html {{ --shackle: {shackle}; --letters: {letters}; background: transparent; }}
  body {{ margin: 0; display: flex; align-items: center; height: {height}px; }}
  svg {{ height: {height}px; width: {height}px; flex: none; }}
  b {{
    font: 600 94px "DejaVu Sans", sans-serif;
    color: var(--letters);
    letter-spacing: -3px;
    margin-left: 22px;
    white-space: nowrap;
  }}
</style>
{svg}{name}
"""


class Theme(NamedTuple):
    """Colours that differ between light and dark surroundings."""

    prefix: str
    shackle: str
    letters: str


_THEMES = (
    Theme("", shackle="#37505f", letters="#24343e"),
    Theme("dark_", shackle="#c4d8e5", letters="#eef4f8"),
)


def main(chromium: str) -> None:
    """Draw icon and logo, in both themes, once and twice as large."""
    svg = (_HERE / "icon.svg").read_text(encoding="utf-8")
    _BRAND.mkdir(exist_ok=True)
    for theme in _THEMES:
        for scale, suffix in ((1, ""), (2, "@2x")):
            icon = _BRAND / f"{theme.prefix}icon{suffix}.png"
            logo = _BRAND / f"{theme.prefix}logo{suffix}.png"
            _draw(chromium, _page(svg, theme, ""), _ICON_SIDE, scale, icon)
            name = "<b>Cloud Locks</b>"
            _draw(chromium, _page(svg, theme, name), _LOGO_WIDTH, scale, logo)


def _page(svg: str, theme: Theme, name: str) -> str:
    return _PAGE.format(
        svg=svg,
        name=name,
        shackle=theme.shackle,
        letters=theme.letters,
        height=_ICON_SIDE,
    )


def _draw(chromium: str, page: str, width: int, scale: int, file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder) / "page.html"
        html.write_text(page, encoding="utf-8")
        subprocess.run(  # noqa: S603 - the path of Chromium comes from the command line
            [
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={folder}/profile",
                "--hide-scrollbars",
                "--default-background-color=00000000",
                f"--force-device-scale-factor={scale}",
                f"--window-size={width},{_ICON_SIDE}",
                f"--screenshot={file}",
                html.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main(sys.argv[1])
