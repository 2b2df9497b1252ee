"""Visible text in the visitor's language; Flask-Babel finds the catalogue once per request.

Its own `gettext` looks the language up again for every word, which was a tenth of a punch.
"""

from typing import Any

from flask import Flask, g, has_app_context
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from timeclock.messages import ENGLISH, Language, word_for


def gettext(text: str, **variables: Any) -> str:
    """The text in the visitor's language, with its `%(name)s` filled in."""
    said: str = _catalogue().ugettext(text)
    return said % _isolated(variables) if variables else said


def ngettext(one: str, many: str, num: int, **variables: Any) -> str:
    """The text for that number, which is `%(num)s` in it."""
    said: str = _catalogue().ungettext(one, many, num)
    return said % ({"num": num} | _isolated(variables))


def isolated(text: str) -> Any:
    """A name or other text of a person, with a direction of its own beside text of the page."""
    return readers_language().isolated(text)


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
    app.jinja_env.globals.update(_=_in_template, gettext=_in_template, ngettext=_of_several)
    app.jinja_env.filters["isolated"] = isolated


@pass_eval_context
def _in_template(context: EvalContext, text: str, /, **variables: Any) -> str:
    said = _catalogue().ugettext(text)
    if context.autoescape:
        said = Markup(said)  # noqa: S704  (a text of the catalogue; values are escaped)
    # Also without values: `%%` is a percent sign there.
    filled: str = said % _isolated(variables)
    return filled


@pass_eval_context
def _of_several(context: EvalContext, one: str, many: str, num: int, /, **variables: Any) -> str:
    said = _catalogue().ungettext(one, many, num)
    if context.autoescape:
        said = Markup(said)  # noqa: S704  (a text of the catalogue; values are escaped)
    filled: str = said % ({"num": num} | _isolated(variables))
    return filled


def _isolated(variables: dict[str, Any]) -> dict[str, Any]:
    """The values, each with a direction of its own in a text from right to left."""
    language = readers_language()
    if not language.is_from_right_to_left:
        return variables
    return {name: language.isolated(value) for name, value in variables.items()}


def _catalogue() -> Any:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue
