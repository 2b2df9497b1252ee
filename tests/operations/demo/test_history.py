"""Two weeks that everyone could have worked, whenever the demo is made."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeclock.operations.demo.acts import DemoAct, Verb
from timeclock.operations.demo.company import PEOPLE, PLACES
from timeclock.operations.demo.history import history
from timeclock.operations.demo.present import present

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 3 * 365 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
ALLOWED = {
    "off": {Verb.CLOCK_IN: "working", Verb.UNDO: "working"},
    "working": {
        Verb.PAUSE: "on a break",
        Verb.SWITCH_JOB: "working",
        Verb.CLOCK_OUT: "off",
        Verb.STOP: "off",
    },
    "on a break": {Verb.RESUME: "working"},
}


def acts_of_everyone(now: datetime) -> dict[str, list[DemoAct]]:
    found: dict[str, list[DemoAct]] = defaultdict(list)
    for act in sorted((*history(now), *present(now)), key=lambda act: act.at):
        found[act.who].append(act)
    return found


@given(MOMENTS)
def test_everyone_does_only_what_the_clock_allows(now: datetime) -> None:
    for acts in acts_of_everyone(now).values():
        state = "off"
        for act in acts:
            assert act.verb in ALLOWED[state], act
            state = ALLOWED[state][act.verb]


@given(MOMENTS)
def test_nothing_is_ahead_and_nothing_before_the_company_began(now: datetime) -> None:
    for acts in acts_of_everyone(now).values():
        assert all(now - timedelta(days=15) < act.at < now for act in acts)
        moments = [act.at for act in acts]
        assert len(set(moments)) == len(moments)


@given(MOMENTS)
def test_everyone_rests_between_shifts(now: datetime) -> None:
    for acts in acts_of_everyone(now).values():
        ends = [a.end or a.at for a in acts if a.verb in {Verb.CLOCK_OUT, Verb.STOP}]
        starts = [a.at for a in acts if a.verb is Verb.CLOCK_IN]
        for end in ends:
            assert not [s for s in starts if end < s < end + timedelta(hours=10)]


@given(MOMENTS)
def test_something_unusual_happened(now: datetime) -> None:
    acts = [act for acts in acts_of_everyone(now).values() for act in acts]
    assert {act.verb for act in acts} == set(Verb)
    assert [act for act in acts if act.verb is Verb.CLOCK_OUT and act.end]


def test_there_are_twelve_people_and_three_clocks_and_each_has_someone() -> None:
    assert (len(PEOPLE), len(PLACES)) == (12, 3)
    for place in PLACES:
        assert {p.manages for p in PEOPLE if place.name in p.places} >= {place.name}
