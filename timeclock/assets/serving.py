"""Built assets on the wire: answered by WhiteNoise before Flask sees the request."""

import json
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

PREFIX = "/static/"


def serve_assets(app: Flask, folder: Path) -> None:
    """Serve the files of a folder that `built_assets` returned; templates get `asset_url`."""
    manifest: dict[str, str] = json.loads((folder / "manifest.json").read_text("utf-8"))
    urls = {name: PREFIX + hashed for name, hashed in manifest.items()}

    def asset_url(name: str) -> str:
        """The address of a file by its plain name. Raises KeyError for one that is not there."""
        return urls[name]

    app.jinja_env.globals["asset_url"] = asset_url
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=folder / "files",
        prefix=PREFIX,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_harden,
    )


def _harden(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
