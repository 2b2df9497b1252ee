"""Kinds of text in answers, as JSON Schema names them. Pure."""

from typing import Annotated

from pydantic import Field


def _text(name: str) -> object:
    return Field(json_schema_extra={"format": name})


DateTimeText = Annotated[str, _text("date-time")]
DayText = Annotated[str, _text("date")]
EmailText = Annotated[str, _text("email")]
UriText = Annotated[str, _text("uri")]
UuidText = Annotated[str, _text("uuid")]
ZoneText = Annotated[str, Field(description="A zone of the tz database, `Europe/Berlin`.")]
