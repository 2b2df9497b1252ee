"""The pages of people and time clocks on real screens, in both themes, and without scripts."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast
from tests.fixtures.screens import DESK, PHONE, SCREENS, Screen, Screens, violations, widths
from timeclock.people.membership import add_member

pytestmark = pytest.mark.databases("sqlite")

