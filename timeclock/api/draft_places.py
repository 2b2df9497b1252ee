"""Where in the list that was sent a draft is at fault. Pure."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from timeclock.api.field_names import BELOW
from timeclock.errors import Invalid
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch

_NAMES = BELOW["corrections"]


@contextmanager
def placed(drafts: Sequence[Draft]) -> Iterator[None]:
    """Name the whole path of what an Invalid blames, such as `drafts.1.breaks.0.ended_at`.

    The product puts drafts, breaks and switches in the order of time; the path is as they came.
    """
    try:
        yield
    except Invalid as refusal:
        blamed = refusal.details.get("draft")
        tidy = [each.tidy() for each in drafts]
        if isinstance(blamed, Draft) and blamed in tidy:
            index = tidy.index(blamed)
            refusal.field = ".".join(("drafts", str(index), *_within(drafts[index], refusal)))
        raise


def _within(draft: Draft, refusal: Invalid) -> Iterator[str]:
    """The rest of the path: a name of the draft, or a place in a list of it and a name there."""
    part, name = refusal.details.get("part"), refusal.field
    if isinstance(part, DraftBreak):
        alone = replace(draft, switches=())
        breaks = [replace(alone, breaks=(e,)).tidy().breaks[0] for e in draft.breaks]
        yield from ("breaks", str(breaks.index(part)))
    elif isinstance(part, DraftSwitch):
        alone = replace(draft, breaks=())
        switches = [replace(alone, switches=(e,)).tidy().switches[0] for e in draft.switches]
        yield from ("switches", str(switches.index(part)))
    if part is not None:
        name = str(refusal.details["of_part"]) if "of_part" in refusal.details else None
    if name is not None and name != "drafts":
        yield _NAMES.get(name, name)
