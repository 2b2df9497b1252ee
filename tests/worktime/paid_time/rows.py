"""What a row of the table is, and the rows of kinds of ways that go by the same rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.worktime.paid_time import situations
from tests.worktime.paid_time.calls import CALLS
from tests.worktime.paid_time.channels import ChannelCall, TimeChannel, Who
from tests.worktime.paid_time.sending import (
    AWORK,
    CLOCKIFY,
    CONNECTEAM,
    KIOSK,
    NATIVE,
    PAGE,
    TERMINAL,
    WEBWORK,
)
from tests.worktime.paid_time.situations import Situation
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.worktime.hours.sheet import CaseKind

ELI, MAYA, YANN = Who.EMPLOYEE, Who.MANAGER, Who.MANAGER_ELSEWHERE
EDDA, OLIVE, OPERATOR, CLOCK = Who.EXECUTIVE_MANAGER, Who.OWNER, Who.OPERATOR, Who.CLOCK
WAIT, COUNT, REFUSE = ClaimedTimes.WAIT, ClaimedTimes.COUNT, ClaimedTimes.REFUSE


@dataclass(frozen=True)
class Gives:
    """What is paid and what waits, in hours, and the cases in Maya's inbox."""

    paid: float
    waits: float = 0
    cases: frozenset[CaseKind] = frozenset()


def gives(paid: float, waits: float = 0, *cases: CaseKind) -> Gives:
    """What a way gives, with the cases one after another."""
    return Gives(paid, waits, frozenset(cases))


@dataclass(frozen=True)
class RefusedWith:
    """The status, or exit code, with which nothing is changed."""

    status: int


Result = Gives | RefusedWith
Roles = dict[Who, Result]

# With which status a channel refuses a time given afterwards, and a person out of sight.
REFUSALS = {
    **dict.fromkeys((PAGE, KIOSK, NATIVE, CONNECTEAM), 422),
    **dict.fromkeys((CLOCKIFY, AWORK), 400),
    TERMINAL: 1,
}
ELSEWHERE = {CLOCKIFY: 403, AWORK: 400}
NO_SUCH_ENTRY = 400  # how Clockify's calls for one entry refuse one out of sight
LONG_BREAK = CaseKind.LONG_BREAK
# A forgotten shift from Friday to Monday, to Sunday evening, and with that end confirmed.
LATE = gives(0, 71, CaseKind.UNCONFIRMED_END)
ALMOST = gives(0, 71 - 119 / 3600, CaseKind.UNCONFIRMED_END)
REQUESTED_HOUR = gives(0, 0, CaseKind.REQUEST)
SAID = gives(0, 60, CaseKind.UNCONFIRMED_END)
SIXTY = gives(60)


@dataclass(frozen=True)
class PaidRow:
    """One way through one channel by one role."""

    way: str
    channel: TimeChannel
    number: int
    who: Who
    situation: Situation
    result: Result
    rule: ClaimedTimes
    marked: bool = False  # with the one who gave the time, and when

    @property
    def call(self) -> ChannelCall:
        """What is sent."""
        found = CALLS[self.way][self.channel]
        return found[self.number] if isinstance(found, tuple) else found

    def __str__(self) -> str:
        rule = "" if self.rule is WAIT else f", {self.rule.value}"
        more = f" {self.number + 1}" if self.number else ""
        return f"{self.way}, {self.channel.value}{more}, {self.who.name.lower()}{rule}"


def own(result: Result) -> Roles:
    """The channel acts only for the person who calls."""
    return {ELI: result}


def each(of_ones_own: Result, of_another: Result | None = None, *, elsewhere: int = 404) -> Roles:
    """Each role may, but a manager of another clock does not find the person."""
    other = of_another or of_ones_own
    return {ELI: of_ones_own, MAYA: other, YANN: RefusedWith(elsewhere), EDDA: other, OLIVE: other}


def managers(result: Result, *, employee: int = 403, elsewhere: int = 404) -> Roles:
    """Managers of the clock, executive managers and owners may."""
    refused = {ELI: RefusedWith(employee), YANN: RefusedWith(elsewhere)}
    return refused | {MAYA: result, EDDA: result, OLIVE: result}


def executives(result: Result, *, own_role: int = 403) -> Roles:
    """Only executive managers and owners may."""
    refused = RefusedWith(own_role)
    return {ELI: refused, MAYA: refused, YANN: refused, EDDA: result, OLIVE: result}


def rows(
    way: str,
    situation: Situation,
    roles: Mapping[TimeChannel, Roles],
    rule: ClaimedTimes = WAIT,
    *,
    marked: bool = False,
) -> Iterator[PaidRow]:
    """The rows of a way; channels that are not named do not offer it."""
    for channel, results in roles.items():
        calls = CALLS[way][channel]
        for number in range(len(calls) if isinstance(calls, tuple) else 1):
            for who, result in results.items():
                yield PaidRow(way, channel, number, who, situation, result, rule, marked)


def punch(way: str, situation: Situation, same: Gives) -> Iterator[PaidRow]:
    """A punch at the present moment pays the same for each role that may make it."""
    roles: dict[TimeChannel, Roles] = {
        PAGE: own(same),
        KIOSK: own(same),
        NATIVE: each(same),
        CLOCKIFY: each(same, elsewhere=403),
        CONNECTEAM: each(same),
        AWORK: own(same),
        WEBWORK: executives(same) | ({ELI: same} if way == "clock in" else {}),
        TERMINAL: {OPERATOR: same},
    }
    offered = {channel: roles[channel] for channel in CALLS[way]}
    return rows(way, situation, offered)


def claim(
    way: str,
    situation: Situation,
    *,
    vouched: float,
    claimed: float,
    also: tuple[CaseKind, ...] = (),
) -> Iterator[PaidRow]:
    """A time that is given afterwards: of one's own it goes by the rule, of another it counts."""
    waiting = (CaseKind.CLAIMED_TIME,) if claimed else ()
    waits, counts = gives(vouched, claimed, *waiting, *also), gives(vouched + claimed, 0, *also)
    for rule, result in ((WAIT, waits), (COUNT, counts), (REFUSE, None)):
        for channel in CALLS[way]:
            if channel is TERMINAL:
                roles: Roles = {OPERATOR: counts} if rule is WAIT else {}
                yield from rows(way, situation, {channel: roles}, rule, marked=True)
                continue
            by_person = result or RefusedWith(REFUSALS[channel])
            others = {MAYA: counts, EDDA: counts, OLIVE: counts} | {
                YANN: RefusedWith(ELSEWHERE.get(channel, 404))
            }
            roles = {ELI: by_person} | (others if rule is WAIT else {MAYA: counts})
            yield from rows(way, situation, {channel: roles}, rule, marked=True)


def changed(
    way: str, situation: Situation, same: Gives, of_ones_own: Result | None = None
) -> Iterator[PaidRow]:
    """A correction of another person's time; through the API one's own is a request."""
    request = of_ones_own or gives(8, 0, CaseKind.REQUEST)
    roles: dict[TimeChannel, Roles] = {
        PAGE: managers(same),
        NATIVE: each(request, same),
        CLOCKIFY: managers(same, elsewhere=NO_SUCH_ENTRY),
        AWORK: managers(same),
        TERMINAL: {OPERATOR: same},
    }
    return rows(way, situation, {channel: roles[channel] for channel in CALLS[way]})


def decided(
    way: str,
    situation: Situation,
    same: Gives,
    *,
    native: Result | None = None,
    maya: Result | None = None,
) -> Iterator[PaidRow]:
    """A decision of a manager about another person's time; `native` and `maya` are exceptions."""
    own_word: Roles = {ELI: native} if native else {}
    own_edit: Roles = {MAYA: maya} if maya else {}
    roles: dict[TimeChannel, Roles] = {
        PAGE: managers(same) | own_edit,
        NATIVE: managers(same) | own_word | own_edit,
        TERMINAL: {OPERATOR: same},
    }
    return rows(way, situation, roles)


def forgotten_end(way: str) -> Iterator[PaidRow]:
    """An end of a forgotten shift that is said: by its person it goes by the rule."""
    channels = CALLS[way]
    hours, long_ago = (8, True) if "long ago" in way else (60, False)
    said, counts = gives(0, hours, CaseKind.UNCONFIRMED_END), gives(hours)
    for rule in ClaimedTimes:
        for channel in channels:
            refused = RefusedWith(REFUSALS[channel])
            results: dict[ClaimedTimes, Result] = {
                WAIT: said,
                COUNT: said if long_ago else counts,
                REFUSE: refused,
            }
            result = results[rule]
            if channel is TERMINAL:
                roles: Roles = {OPERATOR: counts}
            elif rule is not WAIT or channel in (PAGE, KIOSK):
                roles = own(result)
            elif way.startswith("say"):  # only its person can
                roles = own(result) | dict.fromkeys((MAYA, YANN, EDDA, OLIVE), RefusedWith(404))
            else:
                roles = each(result, counts, elsewhere=ELSEWHERE.get(channel, 404))
            yield from rows(way, situations.forgotten, {channel: roles}, rule, marked=True)
