"""Who and what the invented company is: a bakery."""

from dataclasses import dataclass

from timeclock.authority.actor import Role

NAME, ZONE, DOMAIN = "Lindner Bakery", "Europe/Berlin", "lindner.example"
BAKEHOUSE, KREUZBERG, ALFAMA = "Bakehouse Moabit", "Shop Kreuzberg", "Shop Alfama"


@dataclass(frozen=True, slots=True)
class Place:
    """A time clock. Its shifts start at `hours`, local time, one of them after the other."""

    name: str
    zone: str
    job_required: bool
    hours: tuple[int, ...]
    jobs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
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
    Place(BAKEHOUSE, ZONE, True, (4, 6), ("Night bake", "Morning bake", "Deliveries", "Cleaning")),
    Place(KREUZBERG, ZONE, False, (7, 11), ("Counter", "Cleaning", "Training")),
    Place(ALFAMA, "Europe/Lisbon", False, (8, 10), ("Counter", "Cleaning")),
)

PEOPLE = (
    Person("David", "Lindner", Role.OWNER, (BAKEHOUSE,)),
    Person("Ruth", "Adler", Role.EXECUTIVE_MANAGER, (KREUZBERG,)),
    Person("Jonas", "Weber", Role.MANAGER, (BAKEHOUSE,), manages=BAKEHOUSE),
    Person("Greta", "Hoffmann", Role.MANAGER, (KREUZBERG,), manages=KREUZBERG),
    Person("Sofia", "Marques", Role.MANAGER, (ALFAMA,), manages=ALFAMA),
    Person("Amara", "Okafor", Role.EMPLOYEE, (BAKEHOUSE, KREUZBERG)),
    Person("Emeka", "Obi", Role.EMPLOYEE, (BAKEHOUSE,)),
    Person("Tomasz", "Nowak", Role.EMPLOYEE, (BAKEHOUSE,)),
    Person("Oksana", "Melnyk", Role.EMPLOYEE, (BAKEHOUSE,)),
    Person("Yusuf", "Demir", Role.EMPLOYEE, (KREUZBERG,)),
    Person("Lea", "Brandt", Role.EMPLOYEE, (KREUZBERG,)),
    Person("Ines", "Costa", Role.EMPLOYEE, (ALFAMA,)),
)
