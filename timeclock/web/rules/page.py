"""The rules of pay: the versions by first day, and a new one, shown in its effect before saved."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.web.frame import answers
from timeclock.web.frame.answers import attempt, attempt_and_go
from timeclock.web.frame.fields import note_fault, number_or_none
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.undo import RULES, offered
from timeclock.web.frame.visitor import actor
from timeclock.web.moment import now
from timeclock.web.rules.forms import RulesForm
from timeclock.web.rules.versions import (
    chosen_rules,
    clock_name,
    differences,
    digest_of,
    effect_rows,
    first_day_offered,
    rules_of,
    version_views,
)
from timeclock.web.rules.wording import RULE_SET_HELP, SettingInWords, in_words, sources
from timeclock.web.wording.times import day_words
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.timesheets.rule_changes.effects import Effect
from timeclock.worktime.timesheets.rule_changes.ruling import (
    change_rules,
    effect,
    effect_of_withdrawal,
    undo_withdrawal,
    withdraw_rules,
)
from timeclock.worktime.timesheets.rule_changes.versions import book_at

blueprint = Blueprint("rules", __name__, url_prefix="/admin/rules")


@blueprint.get("")
@allowed(Permission.CHANGE_RULES)
def page() -> Response:
    """Every version of the company or of a clock, newest first day first."""
    return _versions()


@blueprint.get("/change")
@allowed(Permission.CHANGE_RULES)
def change() -> Response:
    """What the rules are to be, from the next period on unless another day is given."""
    day, clock_id = first_day_offered(), _clock_asked()
    return _form(RulesForm.of(book_at(actor().workspace_id, clock_id).on(day), day, clock_id))


@blueprint.post("/preview")
@allowed(Permission.CHANGE_RULES)
def preview() -> Response:
    """What the new rules would change; nothing is saved."""
    return _preview(RulesForm.sent())


@blueprint.post("/change")
@allowed(Permission.CHANGE_RULES)
def save() -> Response:
    """Save what was shown; what was altered since is shown first."""
    form = RulesForm.sent()
    if not form.validate() or form.seen.data != digest_of(form):
        return _preview(form)
    first_day = form.first_day.data
    return attempt_and_go(
        lambda: change_rules(
            actor(),
            first_day=first_day,
            rules=chosen_rules(form),
            clock_id=form.clock_id,
            once=once("change-rules"),
        ),
        url=url_for("rules.page", clock=form.clock_id),
        said=_("The new rules apply from %(day)s.", day=day_words(first_day)),
        refused=lambda refusal: _form(form, refusal=refusal),
    )


@blueprint.get("/<int:version_id>/withdraw")
@allowed(Permission.CHANGE_RULES)
def preview_of_withdrawal(version_id: int) -> Response:
    """What taking a version back would change; nothing is saved."""
    return attempt(
        lambda: effect_of_withdrawal(actor().workspace_id, version_id, now()),
        done=lambda found: answers.show(
            "rules/withdraw.html",
            version_id=version_id,
            clock_id=_clock_asked(),
            effect=found,
            people=effect_rows(found),
        ),
        refused=_versions,
    )


@blueprint.post("/<int:version_id>/withdraw")
@allowed(Permission.CHANGE_RULES)
def withdraw(version_id: int) -> Response:
    """Take a version back: what held before goes on."""
    key = once(f"withdraw-rules {version_id}")
    return _act(
        lambda: withdraw_rules(actor(), version_id=version_id, once=key),
        _("Undone. The previous rules apply again."),
    )


@blueprint.post("/<int:version_id>/undo")
@allowed(Permission.CHANGE_RULES)
def undo(version_id: int) -> Response:
    """Let a version hold again that one has just taken back."""
    key = once(f"undo withdrawal {version_id}")
    return _act(
        lambda: undo_withdrawal(actor(), version_id=version_id, once=key),
        _("The version applies again."),
    )


def _act(use_case: Callable[[], object], said: str) -> Response:
    return attempt_and_go(
        use_case, url=url_for("rules.page", clock=_clock_asked()), said=said, refused=_versions
    )


def _preview(form: RulesForm) -> Response:
    if not form.validate():
        return _form(form, status=422)
    return attempt(
        lambda: effect(
            actor().workspace_id, form.first_day.data, chosen_rules(form), now(), form.clock_id
        ),
        done=lambda found: _form(form, found=found),
        refused=lambda refusal: _form(form, refusal=refusal),
    )


def _clock_asked() -> int | None:
    """The clock that the address names; None for the company, 0 for what is no clock."""
    text = request.args.get("clock")
    return None if not text else number_or_none(text) or 0


def _versions(refusal: ProductError | None = None) -> Response:
    clock_id = _clock_asked()
    return answers.show(
        "rules/page.html",
        refusal=refusal,
        versions=version_views(clock_id),
        clock_id=clock_id,
        each_owner=rules_of(clock_id),
        differences=differences(clock_id),
        undo=offered(actor(), now(), RULES),
    )


def _form(
    form: RulesForm,
    *,
    refusal: ProductError | None = None,
    status: int = 200,
    found: Effect | None = None,
) -> Response:
    note_fault(form, refusal)
    return answers.show(
        "rules/change.html",
        refusal=refusal,
        status=status,
        form=form,
        clock_name=clock_name(form.clock_id),
        effect=found,
        people=effect_rows(found),
        seen=digest_of(form) if found is not None else "",
        changed=_changed(form) if found is not None else (),
        cautions=found.cautions if found is not None else (),
        rule_set_help=RULE_SET_HELP,
        sources=sources(),
    )


def _changed(form: RulesForm) -> list[SettingInWords]:
    before = book_at(actor().workspace_id, form.clock_id).on(form.first_day.data)
    return [each for each in in_words(chosen_rules(form), before) if each.before]
