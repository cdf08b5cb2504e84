"""The offline checker as a whole, and its smaller rules: each is broken once."""

import pytest

from tests.scripts.workbench import COMPONENT, Workbench, png


def test_a_healthy_repository_has_no_findings(bench: Workbench) -> None:
    """What the checker accepts, so that each other test breaks one thing only."""
    assert bench.findings() == []


@pytest.mark.parametrize(
    "file",
    [
        f"{COMPONENT}/manifest.json",
        f"{COMPONENT}/services.yaml",
        f"{COMPONENT}/icons.json",
        f"{COMPONENT}/translations/en.json",
        f"{COMPONENT}/quality_scale.yaml",
        f"{COMPONENT}/brand/icon.png",
        f"{COMPONENT}/brand/dark_logo@2x.png",
        "hacs.json",
        "README.md",
    ],
)
def test_a_missing_file_is_a_finding(bench: Workbench, file: str) -> None:
    """A file that nobody has written yet does not end the checker."""
    (bench.root / file).unlink()
    assert f"{file}: is missing" in bench.findings()


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("manifest.json", "{", "is not JSON"),
        ("manifest.json", "[]", "does not hold keys and values"),
        ("manifest.json", b"\xff", "is not UTF-8"),
        ("services.yaml", "a: [", "is not YAML"),
        ("translations/de.json", "{", "is not JSON"),
        ("sensor.py", "def", "is not Python"),
        ("brand/icon.png", b"GIF89a", "is no PNG"),
    ],
)
def test_a_broken_file_is_a_finding(
    bench: Workbench, file: str, content: str | bytes, message: str
) -> None:
    """Half a file does not end the checker either."""
    bench.write(bench.component(file), content)
    assert any(f"{file}: {message}" in finding for finding in bench.findings())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  devices: done\n", "", "rule 'devices' is missing"),
        ("  devices: done\n", "  device: done\n", "rule 'device' is unknown"),
        ("devices: done", "devices: almost", "rule 'devices' is none of"),
        (
            "devices: done",
            "devices: {status: exempt}",
            "rule 'devices' is exempt without a comment",
        ),
        ("brands: done", "brands: todo", "the manifest claims bronze"),
    ],
)
def test_quality_scale(bench: Workbench, old: str, new: str, message: str) -> None:
    """All 54 rules are answered, and the tier is not claimed too early."""
    bench.replace(f"{COMPONENT}/quality_scale.yaml", old, new)
    assert bench.says(f"{COMPONENT}/quality_scale.yaml", message)


def test_quality_scale_without_a_claim(bench: Workbench) -> None:
    """An integration that claims no tier may have open rules."""
    bench.edit("manifest.json", lambda manifest: manifest.pop("quality_scale"))
    file = f"{COMPONENT}/quality_scale.yaml"
    bench.replace(file, "brands: done", "brands: todo")
    assert bench.findings() == []


@pytest.mark.parametrize(
    ("file", "size", "message"),
    [
        ("icon.png", (256, 255), "is 256x255, not 256x256"),
        ("dark_icon@2x.png", (256, 256), "is 256x256, not 512x512"),
        ("logo.png", (500, 100), "its short side is out of range"),
        ("logo@2x.png", (900, 600), "its short side is out of range"),
        ("dark_logo.png", (160, 640), "a logo is wider than high"),
    ],
)
def test_brand(
    bench: Workbench, file: str, size: tuple[int, int], message: str
) -> None:
    """Home Assistant scales no pictures for us."""
    bench.write(bench.component(f"brand/{file}"), png(*size))
    assert bench.says(f"{COMPONENT}/brand/{file}", message)


@pytest.mark.parametrize(
    ("trace", "message"),
    [
        ("https://pypi:org/simple".replace(":o", ".o"), "names the package registry"),
        ("see :root:notes.md".replace(":", "/"), "names a folder of one machine"),
        ("path=:home:me:x".replace(":", "/"), "names a folder of one machine"),
    ],
)
def test_hygiene(bench: Workbench, trace: str, message: str) -> None:
    """Traces of one machine are found with their line."""
    bench.write("docs/notes.md", f"fine\n{trace}\n")
    assert bench.says("docs/notes.md:2", message)


@pytest.mark.parametrize(
    "text", ["docs/Users/x", "https://example.com/Users/x", "{folder}/home/me/x"]
)
def test_hygiene_of_harmless_paths(bench: Workbench, text: str) -> None:
    """Only absolute paths tell of a machine."""
    bench.write("docs/notes.md", text)
    assert bench.findings() == []


def test_hygiene_skips_pictures(bench: Workbench) -> None:
    """Bytes of a picture may look like anything."""
    path = b":root:x".replace(b":", b"/")
    bench.write("docs/picture.png", b"\0" + path)
    assert bench.findings() == []
