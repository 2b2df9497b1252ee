"""Who and what the invented company is: a bakery."""

from dataclasses import dataclass

from timeclock.authority.actor import Role

NAME, ZONE, DOMAIN = "Lindner Bakery", "Europe/Berlin", "lindner.example"
BAKEHOUSE, KREUZBERG, ALFAMA = "Bakehouse Moabit", "Shop Kreuzberg", "Shop Alfama"


@dataclass(frozen=True, slots=True)
class DemoClock:
    """A time clock. Its shifts start at `hours`, local time, one of them after the other."""

    name: str
    zone: str
    job_required: bool
    hours: tuple[int, ...]
    jobs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A member: where they work, and which clock they manage, if any."""

    first: str
    last: str
    role: Role
    places: tuple[str, ...]
    manages: str | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        """An address under a name that is reserved for examples."""
        return f"{self.first}.{self.last}@{DOMAIN}".lower()


JOBS = {
    "Night bake": "NIGHT",
    "Morning bake": "BAKE",
    "Deliveries": "DRIVE",
    "Counter": "SHOP",
    "Cleaning": "CLEAN",
    "Training": "LEARN",
}

PLACES = (
    DemoClock(
        BAKEHOUSE, ZONE, True, (4, 6), ("Night bake", "Morning bake", "Deliveries", "Cleaning")
    ),
    DemoClock(KREUZBERG, ZONE, False, (7, 11), ("Counter", "Cleaning", "Training")),
    DemoClock(ALFAMA, "Europe/Lisbon", False, (8, 10), ("Counter", "Cleaning")),
)

PEOPLE = (
    DemoPerson("David", "Lindner", Role.OWNER, (BAKEHOUSE,)),
    DemoPerson("Ruth", "Adler", Role.EXECUTIVE_MANAGER, (KREUZBERG,)),
    DemoPerson("Jonas", "Weber", Role.MANAGER, (BAKEHOUSE,), manages=BAKEHOUSE),
    DemoPerson("Greta", "Hoffmann", Role.MANAGER, (KREUZBERG,), manages=KREUZBERG),
    DemoPerson("Sofia", "Marques", Role.MANAGER, (ALFAMA,), manages=ALFAMA),
    DemoPerson("Amara", "Okafor", Role.EMPLOYEE, (BAKEHOUSE, KREUZBERG)),
    DemoPerson("Emeka", "Obi", Role.EMPLOYEE, (BAKEHOUSE,)),
    DemoPerson("Tomasz", "Nowak", Role.EMPLOYEE, (BAKEHOUSE,)),
    DemoPerson("Oksana", "Melnyk", Role.EMPLOYEE, (BAKEHOUSE,)),
    DemoPerson("Yusuf", "Demir", Role.EMPLOYEE, (KREUZBERG,)),
    DemoPerson("Lea", "Brandt", Role.EMPLOYEE, (KREUZBERG,)),
    DemoPerson("Ines", "Costa", Role.EMPLOYEE, (ALFAMA,)),
)
