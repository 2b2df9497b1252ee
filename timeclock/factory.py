"""Puts the app together: settings, database, extensions, doors, error handlers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy.engine import make_url
from werkzeug.middleware.proxy_fix import ProxyFix

from timeclock.api.register import register as register_api
from timeclock.assets.building import built_assets
from timeclock.assets.serving import serve_assets
from timeclock.cli.register import register as register_cli
from timeclock.company.people import passwords
from timeclock.compat.register import register as register_compat
from timeclock.config import ROOT, Settings
from timeclock.extensions import babel, csrf, login_manager, migrate
from timeclock.operations.anchor import installed as anchor
from timeclock.outgoing.webhooks import reach
from timeclock.storage.connecting import engine_options, prepare
from timeclock.storage.readiness import Readiness
from timeclock.storage.transactions import db
from timeclock.web.register import register as register_web
from timeclock.wire import limits, origins, request_ids
from timeclock.wire.bodies import hold_to_length, read_on

LARGEST_BODY = 64 * 1024


class _Timeclock(Flask):
    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: no view here is asynchronous, and asking costs fifteen times a request."""
        return func


def create_app(settings: Settings) -> Flask:
    """The whole app for these settings; it reads nothing else from outside."""
    app = _Timeclock(
        "timeclock",
        static_folder=None,
        template_folder=ROOT / "templates",
        instance_path=str(settings.instance),
        root_path=str(ROOT),
    )
    app.config.from_mapping(_flask_settings(settings))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(hold_to_length)
    _attach_extensions(app, settings)
    app.after_request(read_on)
    limits.prepare(app, settings.api_limit)
    origins.prepare(app, settings.api_origins)
    request_ids.prepare(app)
    reach.prepare(app, private=settings.webhook_private)
    register_api(app)
    register_compat(app)
    register_web(
        app,
        host_names=settings.host_names,
        https=settings.is_https,
        trusted_proxies=settings.trusted_proxies,
    )
    register_cli(app, base_url=settings.base_url)
    serve_assets(app, built_assets(settings.assets))
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "BASE_URL": settings.base_url,
        "DATABASE_NAMED": settings.database_named,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(make_url(settings.database_url)),
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        "MAX_FORM_PARTS": 200,
        "PREFERRED_URL_SCHEME": "https" if settings.is_https else "http",
        "SESSION_COOKIE_NAME": "__Host-timeclock" if settings.is_https else "timeclock",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "SESSION_REFRESH_EACH_REQUEST": False,
        # A page stays open for a whole shift; the browser's own word on origins is asked instead.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        # Every message of a form is ours; its library would look its own catalogue up each time.
        "WTF_I18N_ENABLED": False,
        "BABEL_DEFAULT_LOCALE": "en",
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _attach_extensions(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    prepare(app)
    anchor.prepare(app)
    cost = settings.password_cost
    hasher = PasswordHasher(cost.time_cost, cost.memory_cost_kib, cost.parallelism)
    passwords.prepare(app, hasher)
    app.extensions["timeclock_readiness"] = Readiness()
    migrate.init_app(app, db, directory=str(ROOT / "timeclock" / "operations" / "migrations"))
    babel.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    # Sessions end on the server; Flask-Login's own check would sign people out behind a proxy.
    login_manager.session_protection = None
