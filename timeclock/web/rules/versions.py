"""Versions of the rules, and the effect of a new one, as pages show them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timeclock.company.clocks.queries import clocks
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, Version
from timeclock.company.people.queries import names
from timeclock.names import by_name
from timeclock.web.frame.visitor import actor
from timeclock.web.hours.periods import today
from timeclock.web.rules.forms import RulesForm
from timeclock.web.rules.wording import SettingInWords, in_words
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.cautions import cautions
from timeclock.worktime.hours.sheet import FigureSource
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import period_of
from timeclock.worktime.timesheets.rule_changes.effects import Effect
from timeclock.worktime.timesheets.rule_changes.versions import (
    SetRules,
    book_at,
    first_free_day,
    rule_versions,
)


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version with its settings in words, and what to know of them.

    `set_rules` is None for what holds where no one has set anything. `planned` has yet to begin.
    """

    first_day: date
    settings: Sequence[SettingInWords]
    cautions: Sequence[FigureSource]
    set_by: str
    present: bool
    planned: bool
    set_rules: SetRules | None

    @property
    def from_the_beginning(self) -> bool:
        """Whether it holds for every day before the next."""
        return self.first_day == ALWAYS

    @property
    def in_force(self) -> bool:
        """Whether its days are counted by it."""
        return self.set_rules is None or self.set_rules.in_force


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """One person's open days as they are, and as they would be."""

    name: str
    before: Totals
    after: Totals


@dataclass(frozen=True, slots=True)
class RulesOf:
    """The company (None) or a time clock whose rules can be shown."""

    clock_id: int | None
    name: str
    chosen: bool


def rules_of(clock_id: int | None) -> list[RulesOf]:
    """The company and its clocks, where there is more than one clock to choose from."""
    found = clocks(actor().workspace_id)
    if len(found) < 2 and clock_id is None:
        return []
    company = RulesOf(None, _("The company"), clock_id is None)
    return [company, *(RulesOf(each.id, each.name, each.id == clock_id) for each in found)]


def clock_name(clock_id: int | None) -> str:
    """The name of a clock, also of an archived one; empty for the company."""
    found = clocks(actor().workspace_id, include_archived=True) if clock_id is not None else ()
    return next((each.name for each in found if each.id == clock_id), "")


def differences(clock_id: int | None) -> list[SettingInWords]:
    """What of a clock's rules of today is not as the company has it."""
    if clock_id is None:
        return []
    workspace_id = actor().workspace_id
    company = rule_book(workspace_id)
    day = today(company)
    its = book_at(workspace_id, clock_id).on(day)
    return [each for each in in_words(its, company.on(day)) if each.before]


def version_views(clock_id: int | None) -> list[VersionView]:
    """Every version ever set, newest first day first, each beside the one that it followed."""
    workspace_id = actor().workspace_id
    book = book_at(workspace_id, clock_id)
    found = rule_versions(workspace_id, clock_id)
    who = names(workspace_id, {each.set_by_id for each in found if each.set_by_id is not None})
    present = book.version_on(today(book))
    views = [
        VersionView(
            each.first_day,
            in_words(each.rules, _before(book.versions, each.first_day)),
            cautions(each.rules),
            who.get(each.set_by_id or 0, ""),
            each.id == present.id,
            each.first_day > today(book),
            each,
        )
        for each in found
    ]
    if book.versions[0].id is None and clock_id is None:
        first = book.versions[0]
        views.append(
            VersionView(
                first.first_day, in_words(first.rules), (), "", present is first, False, None
            )
        )
    return views


def first_day_offered() -> date:
    """The first day of the next pay period, or the first that is not closed where that is later."""
    workspace_id = actor().workspace_id
    book = rule_book(workspace_id)
    following = period_of(today(book), book).after
    return max(following, first_free_day(workspace_id))


def effect_rows(effect: Effect | None) -> list[PersonEffect]:
    """Whose figures would be different, by name."""
    if effect is None:
        return []
    known = names(actor().workspace_id, {each.member_id for each in effect.members})
    rows = [
        PersonEffect(known.get(each.member_id, ""), each.before, each.after)
        for each in effect.members
    ]
    return by_name(rows, lambda row: row.name)


def digest_of(form: RulesForm) -> str:
    """What was shown in its effect, so that nothing else is saved by mistake."""
    rules = chosen_rules(form).to_json()
    facts = {"first_day": str(form.first_day.data), "clock": form.clock_id, **rules}
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def chosen_rules(form: RulesForm) -> PayRules:
    """The rules that a form has, of a clock with what the company has decided for everyone."""
    return form.rules(rule_book(actor().workspace_id).on(form.first_day.data))


def _before(versions: Sequence[Version], first_day: date) -> PayRules | None:
    earlier = [version.rules for version in versions if version.first_day < first_day]
    return earlier[-1] if earlier else None
