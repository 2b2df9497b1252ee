"""From sources to a folder of files that may be kept for ever: hashed by name, compressed."""

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from whitenoise.compress import Compressor

from timeclock.assets.drawing import ICON_SIZES, drawn_icon
from timeclock.assets.icons import cut_sprite, icons_in_use
from timeclock.assets.stylesheet import resolve_imports
from timeclock.config import ROOT
from timeclock.errors import StartRefused

VENDORED = {
    "bootstrap.min.css": "flask_bootstrap/static/bootstrap5/css/bootstrap.min.css",
    "bootstrap-icons.svg": "flask_bootstrap/static/bootstrap5/icons/bootstrap-icons.svg",
    "htmx.js": "django_htmx/static/django_htmx/htmx-2.min.js",
}
HASH_CHARACTERS = 12


class AssetsMissing(StartRefused):
    """The vendors' files are not on this machine; its text is a sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetSources:
    """Where the parts come from; `vendor` holds the unpacked wheels."""

    vendor: Path
    static: Path = ROOT / "static"
    templates: Path = ROOT / "templates"
    views: Path = ROOT / "timeclock" / "web"

    def own_files(self) -> dict[str, bytes]:
        """Our own files by the name they are asked for."""
        paths = (path for path in self.static.rglob("*") if path.is_file())
        return {path.relative_to(self.static).as_posix(): path.read_bytes() for path in paths}

    def vendor_files(self) -> dict[str, bytes]:
        """The vendors' files by the name we give them. Raises AssetsMissing."""
        try:
            return {name: (self.vendor / path).read_bytes() for name, path in VENDORED.items()}
        except FileNotFoundError:
            raise AssetsMissing(
                "The stylesheet, script and icons of the vendors are missing; "
                "python3 start.py run fetches them."
            ) from None

    def icons(self) -> frozenset[str]:
        pages = sorted(self.templates.rglob("*.html")) + sorted(self.views.rglob("*.py"))
        return icons_in_use(pages)


def built_assets(share: Path, sources: AssetSources | None = None) -> Path:
    """The folder of built assets under `share` for the sources as they are now, built if new.

    Raises AssetsMissing. Several processes may call it at once: the folder appears whole.
    """
    sources = sources or AssetSources(vendor=share / "vendor")
    own, vendor, icons = sources.own_files(), sources.vendor_files(), sources.icons()
    folder = share / "timeclock" / _digest({**own, **vendor, **_recipe()}, icons)
    if not folder.is_dir():
        _write(_finished(own, vendor, icons), folder)
    return folder


def _recipe() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(__file__).parent.glob("*.py")}


def _digest(files: dict[str, bytes], icons: frozenset[str]) -> str:
    parts = [f"{name} {hashlib.sha256(files[name]).hexdigest()}" for name in sorted(files)]
    return hashlib.sha256("\n".join([*parts, *sorted(icons)]).encode()).hexdigest()[:16]


def _finished(
    own: dict[str, bytes], vendor: dict[str, bytes], icons: frozenset[str]
) -> dict[str, bytes]:
    files = {"htmx.js": vendor["htmx.js"], **own}
    files["icons.svg"] = cut_sprite(vendor["bootstrap-icons.svg"].decode(), icons).encode()
    for name, content in own.items():
        if name.endswith(".css"):
            files[name] = resolve_imports(
                content.decode(), lambda url: vendor[url.removeprefix("vendor/")].decode()
            ).encode()
    return files | {f"icon-{size}.png": drawn_icon(size) for size in ICON_SIZES}


def _write(files: dict[str, bytes], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    draft.chmod(0o755)
    compressor = Compressor(quiet=True)
    manifest = {}
    for name, content in files.items():
        plain = Path(name)
        digest = hashlib.sha256(content).hexdigest()[:HASH_CHARACTERS]
        manifest[name] = plain.with_name(f"{plain.stem}.{digest}{plain.suffix}").as_posix()
        target = draft / "files" / manifest[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if compressor.should_compress(target.name):
            compressor.compress(str(target))
    (draft / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True))
    try:
        draft.rename(folder)
    except OSError:
        # Another process was quicker; what it wrote is the same.
        shutil.rmtree(draft)
        if not folder.is_dir():
            raise
