"""The JSON doors as someone who moves a script meets them: base, header, a call that works."""

from dataclasses import dataclass

UNKNOWN_KEY = "YOUR_KEY"


@dataclass(frozen=True, slots=True)
class ScriptDoor:
    """For which product a script was written, and what to change in it.

    `bases` are paths behind this server's address. `call` is a path that answers every key.
    """

    name: str
    key: str
    bases: tuple[str, ...]
    header: str
    call: str

    def header_with(self, key: str) -> str:
        """The header that carries the key."""
        return self.header.format(key=key)

    def curl(self, base: str, key: str) -> str:
        """A line for a terminal that answers with who the key is."""
        return f'curl -H "{self.header_with(key)}" {base}{self.call}'


_BEARER = "Authorization: Bearer {key}"
SCRIPT_DOORS = (
    ScriptDoor("Connecteam", "connecteam", ("",), "X-API-KEY: {key}", "/me"),
    ScriptDoor("Clockify", "clockify", ("/api/v1", "/v1"), "X-Api-Key: {key}", "/api/v1/user"),
    ScriptDoor("awork", "awork", ("/api/v1",), _BEARER, "/api/v1/me"),
    ScriptDoor("WebWork", "webwork", ("", "/api/v2"), _BEARER, "/api/v2/workspaces"),
    ScriptDoor("Timeclock", "api", ("/api/timeclock/v1",), _BEARER, "/api/timeclock/v1/me"),
)
