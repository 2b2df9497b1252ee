"""From our sources and the vendors' files to what a browser may keep for ever."""

import gzip
import json
from pathlib import Path

import brotli
import pytest
from flask import Flask, render_template_string

from timeclock.assets.building import VENDORED, AssetsMissing, AssetSources, built_assets
from timeclock.assets.drawing import ICON_SIZES
from timeclock.assets.icons import cut_sprite, icons_in_use
from timeclock.assets.serving import serve_assets
from timeclock.assets.stylesheet import resolve_imports

IMPORT = '@import url("vendor/bootstrap.min.css") layer(bootstrap);'
CSS = f"@layer bootstrap, base;\n{IMPORT}\np{{margin:0}}"
SPRITE = (
    '<svg xmlns="http://www.w3.org/2000/svg">'
    '<symbol class="bi" id="people" viewBox="0 0 16 16"><path d="M1 1"/></symbol>'
    '<symbol class="bi" id="lock" viewBox="0 0 16 16"><path d="M2 2"/></symbol></svg>'
)


@pytest.fixture
def sources(tmp_path: Path) -> AssetSources:
    """A small tree with one of each kind."""
    contents = {
        "bootstrap.min.css": '@charset "UTF-8";/*! MIT */.btn{color:red}' + ".a{b:c}" * 99,
        "bootstrap-icons.svg": SPRITE,
        "htmx.js": "var htmx=1;" * 50,
    }
    for name, path in VENDORED.items():
        write(tmp_path / "share" / "vendor" / path, contents[name])
    write(tmp_path / "static" / "timeclock.css", CSS)
    write(tmp_path / "static" / "clock.js", "tick();" * 50)
    write(tmp_path / "templates" / "board.html", "{{ icon('people') }}")
    return AssetSources(
        vendor=tmp_path / "share" / "vendor",
        static=tmp_path / "static",
        templates=tmp_path / "templates",
        views=tmp_path / "views",
    )


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def build(sources: AssetSources) -> tuple[Path, dict[str, str]]:
    folder = built_assets(sources.vendor.parent, sources)
    return folder, json.loads((folder / "manifest.json").read_text())


def test_the_import_is_resolved_into_its_layer() -> None:
    css = resolve_imports(CSS, {"vendor/bootstrap.min.css": '@charset "UTF-8";.btn{}'}.__getitem__)
    assert css == "@layer bootstrap, base;\n@layer bootstrap{.btn{}}\np{margin:0}"


def test_the_reference_to_a_source_map_is_dropped() -> None:
    mapped = ".a{}\n/*# sourceMappingURL=bootstrap.min.css.map */"
    assert "sourceMappingURL" not in resolve_imports(CSS, lambda _url: mapped)


def test_an_import_in_another_form_is_an_error() -> None:
    with pytest.raises(ValueError, match="imported otherwise"):
        resolve_imports('@import "other.css";', lambda _url: "")


@pytest.mark.parametrize(
    "text",
    [
        "{{ icon('people') }}",
        '{{ icon( "people", label=_("People")) }}',
        "<use href=\"{{ asset_url('icons.svg') }}#people\"/>",
        'Entry(url="/people", icon="people")',
        "{'icon': 'people'}",
    ],
)
def test_an_icon_is_found_however_it_is_named(tmp_path: Path, text: str) -> None:
    write(tmp_path / "page.html", text)
    assert icons_in_use([tmp_path / "page.html"]) == {"people"}


def test_the_sprite_keeps_the_icons_in_use_and_no_other() -> None:
    sprite = cut_sprite(SPRITE, frozenset({"lock"}))
    assert 'id="lock"' in sprite
    assert "people" not in sprite


def test_an_icon_that_does_not_exist_stops_the_build() -> None:
    with pytest.raises(LookupError, match="stopwhatch"):
        cut_sprite(SPRITE, frozenset({"lock", "stopwhatch"}))


def test_every_file_is_named_by_its_content_and_compressed(sources: AssetSources) -> None:
    folder, manifest = build(sources)
    drawn = [f"icon-{size}.png" for size in ICON_SIZES]
    made = ["clock.js", "htmx.js", "icons.svg", "timeclock.css"]
    assert sorted(manifest) == sorted([*made, *drawn])
    css = (folder / "files" / manifest["timeclock.css"]).read_bytes()
    assert b"@layer bootstrap{/*! MIT */.btn{color:red}" in css
    beside = folder / "files" / manifest["timeclock.css"]
    assert brotli.decompress(beside.with_name(beside.name + ".br").read_bytes()) == css
    assert gzip.decompress(beside.with_name(beside.name + ".gz").read_bytes()) == css


def test_a_changed_source_gets_a_new_folder_and_a_new_name(sources: AssetSources) -> None:
    before, names = build(sources)
    write(sources.static / "clock.js", "tock();")
    after, new_names = build(sources)
    assert before != after
    assert before.is_dir()
    assert names["clock.js"] != new_names["clock.js"]
    assert names["htmx.js"] == new_names["htmx.js"]


def test_an_icon_newly_used_is_in_the_next_build(sources: AssetSources) -> None:
    write(sources.templates / "board.html", "{{ icon('lock') }}")
    folder, manifest = build(sources)
    assert 'id="lock"' in (folder / "files" / manifest["icons.svg"]).read_text()


def test_nothing_changed_means_nothing_built(sources: AssetSources) -> None:
    folder, _ = build(sources)
    made = folder.stat().st_mtime_ns
    write(sources.templates / "board.html", "<p>Other words</p>{{ icon('people') }}")
    assert build(sources)[0] == folder
    assert folder.stat().st_mtime_ns == made
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_without_the_vendors_files_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AssetsMissing, match=r"python3 start\.py run"):
        built_assets(tmp_path)


@pytest.fixture
def site(sources: AssetSources) -> Flask:
    app = Flask(__name__, static_folder=None)
    serve_assets(app, build(sources)[0])
    return app


def test_an_asset_may_be_kept_for_ever_and_used_by_our_pages_only(site: Flask) -> None:
    with site.test_request_context():
        url = render_template_string("{{ asset_url('timeclock.css') }}")
    with site.test_client().get(url, headers={"Accept-Encoding": "gzip, br"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_manifest_and_unknown_names_are_not_served(site: Flask) -> None:
    client = site.test_client()
    assert client.get("/static/manifest.json").status_code == 404
    assert client.get("/static/../manifest.json").status_code == 404
    with site.test_request_context(), pytest.raises(KeyError):
        render_template_string("{{ asset_url('timeclock.scss') }}")
