"""The paragraphs that overtime, breaks and rest come from, each in its own words in short; pure."""

from timeclock.messages import Sentence, Verbatim
from timeclock.worktime.hours.sheet import FigureSource

FLSA = FigureSource(
    Verbatim("FLSA, 29 USC 207(a)(1)"),
    Sentence(
        "Work over 40 h in a workweek is paid at one and a half times the regular rate. Each "
        "workweek is counted by itself (29 CFR 778.104)."
    ),
)
LABOR_CODE_510 = FigureSource(
    Verbatim("California Labor Code § 510(a)"),
    Sentence(
        "Work over 8 h in a workday, over 40 h in a workweek, and the first 8 h on the seventh "
        "day in a row of a workweek are paid at one and a half times the regular rate; work "
        "over 12 h in a workday, and over 8 h on that seventh day, at twice. No hour earns two "
        "of these."
    ),
)
LABOR_CODE_512 = FigureSource(
    Verbatim("California Labor Code § 512(a)"),
    Sentence(
        "Work of more than 5 h needs a meal period of at least 30 min, which begins before the "
        "end of the fifth hour; more than 10 h a second one, before the end of the tenth "
        "(Brinker v. Superior Court, 2012). Both sides may waive the first if work is no longer"
        " than 6 h, and the second if it is no longer than 12 h and the first was taken."
    ),
)
EU_REST = FigureSource(
    Verbatim("Directive 2003/88/EC, art. 3"),
    Sentence("At least 11 h of rest in a row in each 24 hours."),
)
EU_WEEKLY_REST = FigureSource(
    Verbatim("Directive 2003/88/EC, art. 5"),
    Sentence("In each seven days at least 24 h of rest in a row, plus the 11 h of daily rest."),
)
EU_BREAK = FigureSource(
    Verbatim("Directive 2003/88/EC, art. 4"),
    Sentence(
        "A working day of more than 6 h needs a rest break; each country sets its length. "
        "A break of less than 5 min is not counted here."
    ),
)
EU_WEEK = FigureSource(
    Verbatim("Directive 2003/88/EC, art. 6(b) and 16(b)"),
    Sentence("No more than 48 h a week on average, overtime included, over up to four months."),
)
ARBZG_3 = FigureSource(
    Verbatim("ArbZG § 3"),
    Sentence(
        "No more than 10 h a day, and on average over 24 weeks no more than 8 h on each of the "
        "six working days of a week."
    ),
)
ARBZG_4 = FigureSource(
    Verbatim("ArbZG § 4"),
    Sentence(
        "Work of more than 6 h needs breaks of 30 min in all, of more than 9 h 45 min; a break "
        "is at least 15 min, and no one works for more than 6 h in a row without one."
    ),
)
ARBZG_5 = FigureSource(
    Verbatim("ArbZG § 5(1)"),
    Sentence("At least 11 h of rest without interruption after the end of the day's work."),
)
ET_WEEK = FigureSource(
    Verbatim("Estatuto de los Trabajadores, art. 34.1"),
    Sentence("Ordinary work is no more than 40 h a week on average over a year."),
)
ET_DAY = FigureSource(
    Verbatim("Estatuto de los Trabajadores, art. 34.3"),
    Sentence(
        "No more than 9 h of ordinary work a day, unless an agreement spreads the hours "
        "otherwise; at least 12 h between the end of one day's work and the beginning of the "
        "next."
    ),
)
ET_WEEKLY_REST = FigureSource(
    Verbatim("Estatuto de los Trabajadores, art. 37.1"),
    Sentence("At least a day and a half of rest in a row each week."),
)
ET_BREAK = FigureSource(
    Verbatim("Estatuto de los Trabajadores, art. 34.4"),
    Sentence("A day of more than 6 h without a stop needs a break of at least 15 min."),
)
