"""Names that look alike: the same skeleton of letters, in whichever script they are written.

The skeleton is compatible characters in one form, case folded, without accents, and with the
letters of Cyrillic and Greek that look like Latin ones in their place. Pure.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping

# Lower case, as folding leaves them; capitals that look alike fold to these.
_CYRILLIC = dict(zip("авекмнорстухіјѕԁһӏԛԝьгѵ", "abekmhopctyxijsdhlqwbrv", strict=True))
_GREEK = dict(zip("αβγεζηικμνορτυχωϲϳ", "abyeznikmvoptuxwcj", strict=True))
# Signs and digits that stand for letters in names.
_LATIN = {"ł": "l", "ø": "o", "đ": "d", "0": "o", "ɑ": "a"}
# A capital i looks like a small L, and both like a one.
_STROKES = dict.fromkeys("iı1|", "l")
_ALIKE = str.maketrans({**_CYRILLIC, **_GREEK, **_LATIN})
_STROKE = str.maketrans(_STROKES)


def skeleton(name: str) -> str:
    """What is left of a name for the eye; empty for a name without letters and digits."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_ALIKE)
    parts = unicodedata.normalize("NFKD", folded).translate(_ALIKE).translate(_STROKE)
    return "".join(c for c in parts if unicodedata.category(c)[0] in "LN")


def lookalikes(names: Mapping[int, str]) -> Mapping[int, tuple[int, ...]]:
    """For each person whose name looks like others', the ids of these; names by id."""
    groups: dict[str, list[int]] = defaultdict(list)
    for who, name in names.items():
        groups[skeleton(name) or name].append(who)
    return {
        who: tuple(other for other in group if other != who)
        for group in groups.values()
        if len(group) > 1
        for who in group
    }
