"""What a vendor documents and this server does not have is refused in that vendor's words."""

import pytest
from flask import Flask

from tests.fixtures.json_calls import demand_error_format
from tests.fixtures.scripts import Bakery

pytestmark = pytest.mark.databases("sqlite")
UNKNOWN = {
    "clockify": (
        "/api/v1/workspaces/x/invoices",
        "/api/v1/workspaces/x/user/y/time-entries/z/duplicate",
        "/v1/workspaces/x/reports/summary",
        "/report/v1/workspaces/x/reports/weekly",
        "/report/v1/workspaces/x/shared-reports",
        "/pto/v1/workspaces/x/policies",
        "/api/v1/workspaces/x/webhooks",
        "/v1/file/image",
    ),
    "awork": (
        "/api/v1/accounts/token",
        "/api/v1/projecttypes",
        "/api/v1/projects/x/tasks",
        "/api/v1/tasks/x",
        "/api/v1/companies",
        "/api/v1/absences",
        "/api/v1/webhooks",
        "/api/v1/timeentries/x/setbilled",
        "/api/v1/users/x/teams",
    ),
    "connecteam": (
        "/scheduler/v1/schedulers",
        "/scheduler/v1/schedulers/1/shifts",
        "/users/v1/custom-fields",
        "/users/v1/smart-groups",
        "/jobs/v1/jobs/1",
        "/time-off/v1/policy-types",
        "/tasks/v1/taskboards",
        "/forms/v1/forms",
        "/chat/v1/conversations",
        "/settings/v1/webhooks",
        "/pay-rates/v1/pay-rates",
        "/oauth/v1/token",
        "/me/x",
    ),
    "webwork": (
        "/time-tracking/pause",
        "/api/v2/projects",
        "/api/v2/contracts",
        "/api/v2/reports/activity",
        "/api/v2/tasks/1",
    ),
}


@pytest.mark.parametrize("vendor", UNKNOWN)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_call_that_is_not_answered_here(
    app: Flask, bakery: Bakery, vendor: str, method: str
) -> None:
    client = app.test_client()
    for path in UNKNOWN[vendor]:
        for headers in ({"X-Api-Key": bakery.olive.key}, {}):
            answer = client.open(path, method=method, headers=headers, json={})
            assert answer.status_code in (404, 405), path
            demand_error_format(vendor, answer)
