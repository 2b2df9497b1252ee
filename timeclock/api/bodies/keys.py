"""What is sent about API keys."""

from typing import Annotated

from timeclock.api.bodies.paging import Paged
from timeclock.authority.actor import Scope
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import MaybeIdText, MaybeMoment, StrictMaybeId, StrictText, choice
from timeclock.wire.readers import needed


class KeysAsked(Paged):
    """Whose keys to list; everyone's in sight unless given."""

    user_id: MaybeIdText = None


class NewKey(StrictBody):
    """A key: what for, how far it goes, for whom (oneself unless given) and until when."""

    name: StrictText
    scope: Annotated[Scope, needed(choice(Scope))]
    user_id: StrictMaybeId = None
    expires_at: MaybeMoment = None
