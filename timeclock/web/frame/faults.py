"""Refusals of the floors at the fields that they are about."""

from flask_wtf import FlaskForm

from timeclock.errors import ProductError


def note_fault(form: FlaskForm | None, refusal: ProductError | None, **names: str) -> None:
    """Put a refusal at its field; `names` says what the form calls a field of the floors."""
    if form is None or refusal is None or refusal.field is None:
        return
    name = names.get(refusal.field, refusal.field)
    if name in form:
        form[name].errors = [refusal.sentence]
