"""What is wrong with the fields of a form for a change, reported at once."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from timeclock.errors import Invalid
from timeclock.web.corrections.form import ChangeForm

P = ParamSpec("P")
T = TypeVar("T")


class FieldCheck:
    """Reads the fields of a form one after another and goes on where one is refused."""

    def __init__(self, form: ChangeForm) -> None:
        self._form = form
        self._first: Invalid | None = None

    def read(self, value: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """The value of that call, or None where it is refused.

        The form then has the reason at its field.
        """
        try:
            return value(*args, **kwargs)
        except Invalid as refusal:
            self._form.note(refusal)
            self._first = self._first or refusal
            return None

    def demand_sound(self) -> None:
        """Raise the first refusal, if there was one."""
        if self._first is not None:
            raise self._first
