"""The WSGI door: builds the app from the environment, nothing else."""

import gc
import os
import sys

from click import get_current_context
from flask.cli import ScriptInfo

from timeclock.config import Settings
from timeclock.errors import StartRefused
from timeclock.factory import create_app
from timeclock.operations.background import begin
from timeclock.operations.upgrading import demand_servable
from timeclock.storage.running_server import announce


def is_command() -> bool:
    """Whether Flask's command line loads this: its commands say themselves what they need."""
    context = get_current_context(silent=True)
    return context is not None and context.find_object(ScriptInfo) is not None


try:
    app = create_app(Settings.from_environment(os.environ))
    if not is_command():
        with app.app_context():
            demand_servable()
        announce(app)
        begin(app)
        # What is there by now stays: no collection of garbage has to go through it again.
        gc.collect()
        gc.freeze()
except StartRefused as refusal:
    sys.exit(str(refusal))

if __name__ == "__main__":
    sys.exit("This is the WSGI app; python3 start.py run serves it.")
