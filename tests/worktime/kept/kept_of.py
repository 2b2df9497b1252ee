"""Sheets as they come back after they were kept."""

import json

from timeclock.company.pay_rules.day_line import PRESENT, DayLine
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.worktime.hours.kept_days import KeptSheet
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.kept.reading import sheet_from
from timeclock.worktime.kept.storing import begins_text, span_of
from timeclock.worktime.kept.versions import versions_of
from timeclock.worktime.kept.writing import kept_text


def kept_again(sheet: Sheet, book: RuleBook, zone: str, line: DayLine = PRESENT) -> KeptSheet:
    """Written and read: nothing but the text comes through."""
    text = kept_text(sheet, versions_of(sheet.first, sheet.after, book))
    assert json.loads(text)["form"] == 1
    return sheet_from(text, begins_text(span_of(sheet.first, sheet.after, book, [zone], line)))
