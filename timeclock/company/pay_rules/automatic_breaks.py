"""Which steps of an automatic break a company can want; pure."""

from typing import Any

from timeclock.errors import Invalid


def demand_sound_steps(rules: Any) -> None:
    """Raise Invalid, naming the field, unless each step has both lengths and is above the last."""
    first = (rules.meal_after, rules.meal_minutes)
    second = (rules.meal_again_after, rules.meal_again_minutes)
    for step, field in ((first, "meal_after"), (second, "meal_again_after")):
        if (step[0] is None) != (step[1] is None):
            raise Invalid("invalid_meal", "Enter both lengths, or neither.", field=field)
    if None in second:
        return
    if None in first or second[0] <= first[0]:
        raise Invalid(
            "invalid_meal", "The second step comes after the first.", field="meal_again_after"
        )
    if second[1] <= first[1]:
        raise Invalid(
            "invalid_meal",
            "The break of the second step is longer than that of the first.",
            field="meal_again_minutes",
        )
