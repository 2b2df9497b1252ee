"""Visible text in the visitor's language; Flask-Babel finds the catalogue once per request.

Its own `gettext` looks the language up again for every word, which was a tenth of a punch.
"""

from typing import Any

from flask import Flask, g, has_app_context
from flask_babel import get_locale, get_translations

from timeclock.messages import ENGLISH, Language, word_for


def gettext(text: str, **variables: Any) -> str:
    """The text in the visitor's language, with its `%(name)s` filled in."""
    said: str = _catalogue().ugettext(text)
    return said % variables if variables else said


def ngettext(one: str, many: str, num: int, **variables: Any) -> str:
    """The text for that number, which is `%(num)s` in it."""
    said: str = _catalogue().ungettext(one, many, num)
    return said % ({"num": num} | variables)


def readers_language() -> Language:
    """The language of the present request or command; English outside of the app."""
    if not has_app_context():
        return ENGLISH
    if "language" not in g:
        g.language = Language(get_locale() or ENGLISH.locale, _catalogue())
    found: Language = g.language
    return found


def attach(app: Flask) -> None:
    """Let templates and the sentences of errors use the same."""
    word_for(readers_language)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, num: _catalogue().ungettext(one, many, num),
        newstyle=True,
    )


def _catalogue() -> Any:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue
