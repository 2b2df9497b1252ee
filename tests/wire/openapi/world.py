"""What is there before a sample is run: the company, and something of every kind to name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from tests.fixtures.cast import Cast, CastMember, hire
from tests.fixtures.scripts import Bakery
from tests.fixtures.stored_objects import StoredObjects
from timeclock.authority.actor import Actor, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.queries import break_kinds
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.service import add_label
from timeclock.compat.ids import IdKind, hex24, uuid8
from timeclock.timekeeping import utc_text
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.queries import open_shift

Names = dict[str, object]


@dataclass(frozen=True)
class World:
    """The bakery. Samples act as Eli where a call is about oneself, else as Olive."""

    bakery: Bakery
    cast: Cast
    stored: StoredObjects
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def eli(self) -> Actor:
        return self.cast.eli.actor

    @property
    def olive(self) -> Actor:
        return self.cast.olive.actor

    def off(self) -> Names:
        """Eli is clocked out."""
        if open_shift(self.bakery.workspace_id, self.bakery.eli.member_id) is not None:
            clock_out(self.eli)
        return {}

    def working(self) -> Names:
        """Eli is clocked in at the shop."""
        self.off()
        begun = clock_in(self.eli, clock_id=self.bakery.shop).shift
        assert begun is not None
        return {"shift": begun.id}

    def on_break(self) -> Names:
        """Eli is on a break."""
        found = self.working()
        pause(self.eli)
        return found

    def ended(self) -> Names:
        """Eli has just clocked out."""
        found = self.working()
        clock_out(self.eli)
        return found

    def break_kind(self) -> int:
        """The oldest kind of break at the shop."""
        return break_kinds(self.bakery.workspace_id, self.bakery.shop)[0].id

    def label(self, kind: LabelKind) -> int:
        """A client or a tag that nothing has yet."""
        return add_label(self.olive, kind=kind, name=f"Label {next(self.numbers)}")

    def newcomer(self) -> CastMember:
        """Someone new at the shop, who has done nothing yet."""
        person = hire(self.bakery.workspace_id, f"Pia{next(self.numbers)} Post")
        assign(self.bakery.operator, clock_id=self.bakery.shop, member_id=person.member_id)
        return person

    def key_of(self, person: CastMember) -> str:
        """A key of that person's."""
        issued = issue_key(
            self.bakery.operator, member_id=person.member_id, name="Own", scope=Scope.ADMIN
        )
        return issued.key

    def worked(self, person: CastMember, hours: int = 8) -> int:
        """Their shift of the stored' day, which counts; its id."""
        start = self.stored.start
        added = propose(
            self.bakery.operator,
            member_id=person.member_id,
            shift_id=None,
            drafts=[Draft(self.bakery.shop, start, start + timedelta(hours=hours))],
            reason="The clock was broken",
        )
        return added.shift_ids[0]

    def draft(self) -> Draft:
        """A shift of half an hour that no one has recorded yet."""
        start = self.stored.start - timedelta(days=1, minutes=next(self.numbers) * 30)
        return Draft(self.bakery.shop, start, start + timedelta(minutes=20))


def at(moment: datetime) -> str:
    """As bodies take it."""
    return utc_text(moment)


def names_of(door: str, world: World) -> Names:
    """What addresses, queries and bodies of a door name, unless a stage has something better."""
    bakery, stored = world.bakery, world.stored
    if door == "awork":
        return {
            "user": uuid8(IdKind.USER, bakery.eli.user_id),
            "entry": uuid8(IdKind.SHIFT, stored.shift),
            "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id),
            "project": uuid8(IdKind.JOB, bakery.job),
            "projectId": uuid8(IdKind.JOB, bakery.job),
        }
    if door == "clockify":
        return {
            "workspace": hex24(IdKind.WORKSPACE, bakery.workspace_id),
            "user": hex24(IdKind.USER, bakery.eli.user_id),
            "entry": hex24(IdKind.SHIFT, stored.shift),
            "project": hex24(IdKind.JOB, bakery.job),
            "projectId": hex24(IdKind.JOB, bakery.job),
        }
    if door == "connecteam":
        return {"clock": bakery.shop, "userId": bakery.eli.user_id, "jobId": str(bakery.job)}
    if door == "webwork":
        return {
            "workspace_id": bakery.workspace_id,
            "user_id": bakery.eli.user_id,
            "member": bakery.eli.user_id,
            "contract_id": bakery.job,
        }
    return {
        "clock": bakery.shop,
        "clock_id": bakery.shop,
        "user": bakery.eli.user_id,
        "user_id": bakery.eli.user_id,
        "user_ids": [bakery.eli.user_id],
        "job": bakery.job,
        "job_id": bakery.job,
        "kind": world.break_kind(),
        "shift": stored.shift,
        "first": stored.first.isoformat(),
        "correction": stored.correction,
        "export": stored.export,
        "version": stored.version,
    }
