"""Who is in when the demo begins; pure, told in minutes before the moment."""

from datetime import datetime, timedelta

from timeclock.operations.demo.acts import DemoAct, Verb
from timeclock.operations.demo.company import ALFAMA, BAKEHOUSE, KREUZBERG


def present(now: datetime) -> tuple[DemoAct, ...]:
    """The acts of the shifts that are open at `now`: six at work, one on a break, one forgotten."""

    def ago(minutes: int) -> datetime:
        return now - timedelta(minutes=minutes)

    return (
        DemoAct(ago(924), "Oksana", Verb.CLOCK_IN, place=BAKEHOUSE, job="Night bake"),
        DemoAct(ago(690), "Oksana", Verb.PAUSE, place=BAKEHOUSE, kind="Break"),
        DemoAct(ago(661), "Oksana", Verb.RESUME),
        DemoAct(ago(287), "Amara", Verb.CLOCK_IN, place=BAKEHOUSE, job="Morning bake"),
        DemoAct(ago(151), "Amara", Verb.PAUSE, place=BAKEHOUSE, kind="Break"),
        DemoAct(ago(122), "Amara", Verb.RESUME),
        DemoAct(ago(84), "Amara", Verb.SWITCH_JOB, job="Deliveries"),
        DemoAct(ago(262), "Emeka", Verb.CLOCK_IN, place=BAKEHOUSE, job="Night bake"),
        DemoAct(ago(11), "Emeka", Verb.PAUSE, place=BAKEHOUSE, kind="Break"),
        DemoAct(ago(214), "Tomasz", Verb.CLOCK_IN, place=BAKEHOUSE, job="Morning bake"),
        DemoAct(ago(95), "Tomasz", Verb.PAUSE, place=BAKEHOUSE, kind="Coffee"),
        DemoAct(ago(83), "Tomasz", Verb.RESUME),
        DemoAct(ago(171), "Greta", Verb.CLOCK_IN, place=KREUZBERG, job="Counter"),
        DemoAct(
            ago(158), "Yusuf", Verb.CLOCK_IN, place=KREUZBERG, job="Counter", note="Early delivery"
        ),
        DemoAct(ago(38), "Lea", Verb.CLOCK_IN, place=KREUZBERG, job="Training"),
        DemoAct(ago(119), "Ines", Verb.CLOCK_IN, place=ALFAMA, job="Counter"),
    )
