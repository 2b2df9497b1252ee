"""A change of dated rules or of home clocks: before, after, and whom it concerns; pure."""

from dataclasses import dataclass
from datetime import date

from timeclock.company.locks.locked_days import Lock
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook, RuleBooks


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Books that give way to others from a day on: for the company, a clock, or one `member_id`."""

    before: RuleBooks
    after: RuleBooks
    clock_id: int | None
    first_day: date
    member_id: int | None = None

    @property
    def rules_before(self) -> PayRules:
        """The rules that held on the first day."""
        return self.book_before.on(self.first_day)

    @property
    def rules_after(self) -> PayRules:
        """The rules that hold on the first day then."""
        return self.book_after.on(self.first_day)

    def concerns(self, lock: Lock) -> bool:
        """Whether other rules could hold for someone whose days are locked."""
        if lock.member_id is None or (self.clock_id is None and self.member_id is None):
            return True
        return self.concerns_member(lock.member_id)

    def concerns_member(self, member_id: int) -> bool:
        """Whether other rules would hold for a member."""
        if self.member_id is not None:
            return member_id == self.member_id
        return self.before.of(member_id) != self.after.of(member_id)

    @property
    def book_before(self) -> RuleBook:
        """The book of the company, of the clock or of the member, as it is."""
        return self._book(self.before)

    @property
    def book_after(self) -> RuleBook:
        """The same book as it would be."""
        return self._book(self.after)

    def _book(self, books: RuleBooks) -> RuleBook:
        if self.member_id is not None:
            return books.of(self.member_id)
        return books.company if self.clock_id is None else books.at_clock(self.clock_id)
