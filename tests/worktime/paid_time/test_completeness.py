"""The table names each way through each channel, with figures or with the reason why not."""

import importlib
import re
from collections.abc import Iterator

import click
import pytest
from flask import Flask

from tests.fixtures.company_pool import CompanyPool
from tests.worktime.paid_time.calls import CALLS
from tests.worktime.paid_time.channels import NATIVE_BASE, ChannelCall, TimeChannel
from tests.worktime.paid_time.not_offered import (
    BACKGROUND_ALONE,
    NO_CALL,
    NOW_ONLY,
    OF_FEW,
    OTHER_CALLS,
    OTHER_SUBJECTS,
)
from tests.worktime.paid_time.table import ROWS
from timeclock.config import ROOT
from timeclock.wire.calls import call_of

CHANNELS = [each for each in TimeChannel if each is not TimeChannel.BACKGROUND]
WITH_FIGURES = {(row.way, row.channel) for row in ROWS}
# What a form or a command calls a time.
TIMES = {"at", "start", "end", "day", "start_day", "end_day", "timestamp"}
READS = {"GET", "HEAD", "OPTIONS"}
VENDORS = {TimeChannel.CLOCKIFY, TimeChannel.CONNECTEAM, TimeChannel.AWORK, TimeChannel.WEBWORK}


def calls_of(channel: TimeChannel, way: str) -> tuple[ChannelCall, ...]:
    """The calls of a way through a channel, none where it has none."""
    found = CALLS[way].get(channel, ())
    return found if isinstance(found, tuple) else (found,)


def endpoint(app: Flask, call: ChannelCall) -> str:
    """Which view answers."""
    path = re.sub(r"\{\w+\}", "1", call.path)
    return str(app.url_map.bind("localhost").match(path, method=call.method)[0])


def changing(app: Flask, channel: TimeChannel) -> set[str]:
    """Each call of a channel that changes something: an endpoint, or a command with its group."""
    if channel is TimeChannel.TERMINAL:
        return set(_commands(app))
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) - READS and _channel_of(rule.endpoint, rule.rule) is channel
    }


def _commands(app: Flask) -> Iterator[str]:
    for name, command in app.cli.commands.items():
        if isinstance(command, click.Group):
            yield from (f"{name}:{each}" for each in command.commands)
        else:
            yield name


def _channel_of(name: str, path: str) -> TimeChannel:
    first = name.partition(".")[0]
    if path.startswith(NATIVE_BASE):
        return TimeChannel.NATIVE
    if first == "kiosk":
        return TimeChannel.KIOSK
    return next((each for each in VENDORS if each.value.lower() == first), TimeChannel.PAGE)


@pytest.fixture(scope="module")
def app(company_pool: CompanyPool) -> Flask:
    return company_pool.app


@pytest.mark.parametrize("channel", TimeChannel)
def test_each_way_has_figures_or_a_reason(channel: TimeChannel) -> None:
    for way in CALLS:
        if channel is TimeChannel.BACKGROUND:
            assert ((way, channel) in WITH_FIGURES) is ((channel, way) == BACKGROUND_ALONE)
            continue
        reasons = [way in OF_FEW, way in NO_CALL[channel][1]]
        if not any(reasons):
            reasons = [way in NOW_ONLY]
        offered = bool(calls_of(channel, way))
        assert offered is ((way, channel) in WITH_FIGURES), way
        assert offered or any(reasons), way
        assert not (offered and way in NO_CALL[channel][1]), way


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("channel", CHANNELS)
def test_no_changing_call_is_left_for_a_way_that_is_not_offered(
    app: Flask, channel: TimeChannel
) -> None:
    named: set[str] = set(OTHER_CALLS[channel].split())
    for way in CALLS:
        for call in calls_of(channel, way):
            words = channel is TimeChannel.TERMINAL
            named.add(call.path.replace(" ", ":") if words else endpoint(app, call))
    subjects = set(OTHER_SUBJECTS[channel].split())
    mark = ":" if channel is TimeChannel.TERMINAL else "."
    found = changing(app, channel)
    assert {each for each in found if each.rpartition(mark)[0] not in subjects} - subjects == named
    assert subjects <= {each.rpartition(mark)[0] for each in found} | found


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_call_that_is_said_to_take_no_time_takes_none(app: Flask, channel: TimeChannel) -> None:
    for way, plain in NOW_ONLY.items():
        if not calls_of(channel, way):
            for call in calls_of(channel, plain):
                assert not inputs(app, channel, call) & TIMES, (way, call)


def inputs(app: Flask, channel: TimeChannel, call: ChannelCall) -> set[str]:
    """The names of what a call takes."""
    if channel is TimeChannel.TERMINAL:
        group, _, name = call.path.partition(" ")
        command = app.cli.commands[group]
        assert isinstance(command, click.Group)
        return {str(each.name) for each in command.commands[name].params}
    view = app.view_functions[endpoint(app, call)]
    declared = call_of(view, call.method)
    if declared is not None and declared.takes is not None:
        return set(declared.takes.model_fields)
    source = (ROOT / view.__code__.co_filename).read_text()
    forms = re.findall(
        r"\b(\w+Form)\(", source[source.index(f"def {view.__name__}(") :].split("\n\n\n")[0]
    )
    return {each for form in forms for each in form_fields(view.__module__, form)}


def form_fields(module: str, form: str) -> set[str]:
    """The fields of a form that the module of a view uses."""
    found = getattr(importlib.import_module(module), form)
    return {name for name in dir(found) if hasattr(getattr(found, name), "field_class")}


def test_the_clock_alone_acts_for_no_one_else() -> None:
    """Of the use cases of shifts, it closes a forgotten one and notes that a clock was wrong."""
    files = (ROOT / "timeclock" / "worktime").glob("[sc]*/**/*.py")
    acting = {each.name for each in files if "Actor.clock(" in each.read_text()}
    assert acting == {"forgetting.py", "contradictions.py"}
