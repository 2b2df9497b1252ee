"""The people of a Monday morning."""

from tests.web.monday import edda, eli, maya

__all__ = ["edda", "eli", "maya"]
