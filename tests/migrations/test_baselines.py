"""From every earlier version: the ledger lists what is there, and the database verifies."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.fixtures.past import columns_of  # replaced below
