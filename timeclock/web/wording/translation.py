"""Visible text in the visitor's language; Flask-Babel finds the catalogue once per request.

Its own `gettext` looks the language up again for every word, which was a tenth of a punch.
"""

from typing import Any

from flask import Flask, current_app, g, has_app_context
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from timeclock.messages import ENGLISH, Language, word_for


def gettext(text: str, **variables: Any) -> str:
    """The text in the visitor's language, with its `%(name)s` filled in."""
    language = readers_language()
    said: str = language.catalogue.gettext(text)
    return said % _isolated(language, variables) if variables else said


def ngettext(one: str, many: str, num: int, **variables: Any) -> str:
    """The text for that number, which is `%(num)s` in it."""
    language = readers_language()
    said: str = language.catalogue.ngettext(one, many, num)
    return said % ({"num": num} | _isolated(language, variables))


def isolated(text: str) -> Any:
    """A name or other text of a person, with a direction of its own beside text of the page."""
    return readers_language().isolated(text)


def readers_language() -> Language:
    """The language of the present request or command; English outside of the app.

    An application without Babel, such as one that only upgrades a database, speaks English too.
    """
    if not has_app_context() or "babel" not in current_app.extensions:
        return ENGLISH
    found: Language | None = g.get("language")
    if found is None:
        found = g.language = Language(str(get_locale() or ENGLISH.tag), get_translations())
    return found


def attach(app: Flask) -> None:
    """Let templates and the sentences of errors use the same."""
    word_for(readers_language)
    app.jinja_env.globals.update(_=_in_template, gettext=_in_template, ngettext=_of_several)
    app.jinja_env.filters["isolated"] = isolated


@pass_eval_context
def _in_template(context: EvalContext, text: str, /, **variables: Any) -> str:
    language = readers_language()
    said: str = language.catalogue.gettext(text)
    if context.autoescape:
        said = Markup(said)  # noqa: S704  (a text of the catalogue; values are escaped)
    # Also without values: `%%` is a percent sign there.
    return said % _isolated(language, variables) if variables or "%" in said else said


@pass_eval_context
def _of_several(context: EvalContext, one: str, many: str, num: int, /, **variables: Any) -> str:
    language = readers_language()
    said: str = language.catalogue.ngettext(one, many, num)
    if context.autoescape:
        said = Markup(said)  # noqa: S704  (a text of the catalogue; values are escaped)
    return said % ({"num": num} | _isolated(language, variables))


def _isolated(language: Language, variables: dict[str, Any]) -> dict[str, Any]:
    """The values, each with a direction of its own in a text from right to left."""
    if not language.is_from_right_to_left:
        return variables
    return {name: language.isolated(value) for name, value in variables.items()}
