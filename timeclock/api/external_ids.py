"""Ids in another system, the same for people, jobs and time clocks."""

from typing import Any

from timeclock.api.bodies.external_ids import ExternalIdBody
from timeclock.api.versions import expected
from timeclock.authority.actor import Actor
from timeclock.company.external_ids.service import (
    ExternalKind,
    demand_may_name,
    set_external_id,
)
from timeclock.wire.acts import Acted, act


def name_elsewhere(
    actor: Actor, kind: ExternalKind, subject_id: int, body: ExternalIdBody
) -> Acted[Any]:
    """Keep the id that was sent."""
    demand_may_name(actor, kind)
    return act(
        lambda key: set_external_id(
            actor,
            kind=kind,
            subject_id=subject_id,
            external_id=body.external_id,
            expected=expected(),
            once=key,
        )
    )
