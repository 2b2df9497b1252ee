"""One stylesheet out of ours and the ones that it imports."""

import re
from collections.abc import Callable

_LAYERED_IMPORT = re.compile(r'@import\s+url\("([^"]+)"\)\s+layer\(([\w-]+)\);')
_CHARSET = re.compile(r'^\ufeff?\s*@charset\s+"[^"]*";')
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/")


def resolve_imports(css: str, read: Callable[[str], str]) -> str:
    """Put each `@import url("x") layer(y);` where it is, as `@layer y{...}`.

    `read` returns the text behind a URL. Raises ValueError for an import in another form: left
    behind a rule, browsers would ignore it without a word.
    """

    def inlined(found: re.Match[str]) -> str:
        # Inside a layer a charset is an error, and a map beside the file is not served.
        imported = _SOURCE_MAP.sub("", _CHARSET.sub("", read(found[1])))
        return f"@layer {found[2]}{{{imported.strip()}}}"

    resolved = _LAYERED_IMPORT.sub(inlined, css)
    if "@import" in resolved:
        raise ValueError('a stylesheet is imported otherwise than with url("...") and layer(...)')
    return resolved
