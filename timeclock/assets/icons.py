"""The icon sprite, cut down to the icons in use: whole it weighs more than everything else."""

import re
from collections.abc import Iterable
from pathlib import Path

# Called as a macro, given as an attribute or keyword, or pointed at inside the sprite.
_USES = re.compile(
    r"""\bicon["']?\s*[(=:]\s*["'](?P<called>[a-z0-9-]+)["']"""
    r"""|icons\.svg["')}\s]*\#(?P<pointed>[a-z0-9-]+)"""
)
_SYMBOL = re.compile(r'<symbol\b[^>]*?\bid="([^"]+)"[^>]*>.*?</symbol>', re.DOTALL)


def icons_in_use(sources: Iterable[Path]) -> frozenset[str]:
    """Names of the icons that templates and views mention."""
    return frozenset(
        found["called"] or found["pointed"]
        for source in sources
        for found in _USES.finditer(source.read_text("utf-8"))
    )


def cut_sprite(sprite: str, names: frozenset[str]) -> str:
    """The sprite with these symbols only. Raises LookupError for a name it does not have."""
    kept = {found[1]: found[0] for found in _SYMBOL.finditer(sprite) if found[1] in names}
    if missing := sorted(names - kept.keys()):
        raise LookupError(f"the icon sprite has no {', '.join(missing)}")
    symbols = "".join(kept[name] for name in sorted(kept))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'
