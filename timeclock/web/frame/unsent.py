"""What a person presses or enters after they were signed out.

Nothing of it is recorded, so the sign-in page says that. What was entered in a form is kept in the
signed cookie for ten minutes, for the same person, who may send it after signing in again.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from flask import current_app, request, session
from flask.sessions import SecureCookieSessionInterface

from timeclock.company.people.sessions import account_of_token
from timeclock.web.frame.answers import is_htmx
from timeclock.web.frame.origin import path_of_own
from timeclock.web.wording.translation import gettext as _

KEPT_FOR = 600.0  # seconds
_LARGEST = 3500  # bytes of the cookie, of which browsers keep 4096 with its name and attributes
_NAME = "unsent"
_PUNCHES = "/punch/"
_PROOFS = ("pin", "badge")
_SENTENCES: dict[str, Callable[[], str]] = {
    "clock-in": lambda: _("Your clock-in was not recorded."),
    "clock-out": lambda: _("Your clock-out was not recorded."),
    "pause": lambda: _("The start of your break was not recorded."),
    "resume": lambda: _("The end of your break was not recorded."),
    "switch-job": lambda: _("Your change of job was not recorded."),
}


@dataclass(frozen=True, slots=True)
class UnsentForm:
    """A form that came without a session.

    `account_id` is None where the browser did not say who was signed in; then `fields` is empty.
    """

    account_id: int | None
    path: str
    page: str
    fields: list[tuple[str, str]]
    at: float

    @property
    def is_punch(self) -> bool:
        """Whether it is a button of the clock page."""
        return self.path.startswith(_PUNCHES)

    @property
    def sentence(self) -> str:
        """What was not recorded."""
        said = _SENTENCES.get(self.path.removeprefix(_PUNCHES)) if self.is_punch else None
        return said() if said else _("What you entered was not saved.")

    @property
    def target(self) -> str:
        """Where the person was; on the clock page, at the button."""
        if self.is_punch and self.page == "/":
            return f"/#press-{self.path.removeprefix(_PUNCHES)}"
        return self.page


def form_to_send_again() -> list[tuple[str, str]]:
    """What was sent, with its key, to send it again by a button; never what proves who one is."""
    if request.method != "POST" or "once" not in request.form:
        return []
    sent = list(request.form.items(multi=True))
    return [] if any("password" in name or name in _PROOFS for name, _value in sent) else sent


def keep_unsent() -> None:
    """Forget the session that has ended, and keep in its place what was sent without it."""
    token = session.get("_user_id")
    before = unsent_form()
    session.clear()
    if request.method != "POST":
        if before is not None:
            _put(before)
        return
    account_id = account_of_token(token) if isinstance(token, str) else None
    source = request.headers.get("HX-Current-URL") if is_htmx() else request.referrer
    form = UnsentForm(
        account_id=account_id,
        path=request.full_path.rstrip("?"),
        page=path_of_own(source) or "/",
        fields=[],
        at=time.time(),
    )
    if account_id is not None and not form.is_punch:
        _put(_with_fields(form, form_to_send_again()))
        if _is_small_enough():
            return
    _put(form)


def unsent_form() -> UnsentForm | None:
    """What was sent without a session in the last ten minutes."""
    kept = session.get(_NAME)
    if not isinstance(kept, dict):
        return None
    form = UnsentForm(**kept | {"fields": [(name, value) for name, value in kept["fields"]]})
    return form if 0 <= time.time() - form.at < KEPT_FOR else None


def take_unsent(account_id: int) -> UnsentForm | None:
    """The same for this person alone; the caller begins the session anew, which forgets it."""
    form = unsent_form()
    return form if form is not None and form.account_id == account_id else None


def put_unsent(form: UnsentForm) -> None:
    """Keep it through the sign-in, for the page that offers to send it."""
    _put(form)


def _with_fields(form: UnsentForm, fields: Sequence[tuple[str, str]]) -> UnsentForm:
    return UnsentForm(form.account_id, form.path, form.page, list(fields), form.at)


def _put(form: UnsentForm) -> None:
    session[_NAME] = asdict(form)


def _is_small_enough() -> bool:
    pages = current_app.session_interface
    if not isinstance(pages, SecureCookieSessionInterface):
        return False
    signer = pages.get_signing_serializer(current_app)
    return signer is not None and len(signer.dumps(dict(session))) <= _LARGEST
