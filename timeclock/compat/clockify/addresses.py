"""Where Clockify's calls lie."""


def under_both(path: str) -> tuple[str, str]:
    """The path under each of the two bases that its clients use."""
    return f"/api/v1{path}", f"/v1{path}"


WORKSPACE = "/workspaces/<workspace>"
OF_USER = f"{WORKSPACE}/user/<user>/time-entries"
ENTRIES = f"{WORKSPACE}/time-entries"
ENTRY = f"{ENTRIES}/<entry>"
