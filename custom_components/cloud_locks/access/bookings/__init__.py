"""Bookings: access that follows the events of a calendar."""

from .desk import BookingDesk, async_desk, async_forget_bookings
from .flow import SUBENTRY, BookingFlow

__all__ = [
    "SUBENTRY",
    "BookingDesk",
    "BookingFlow",
    "async_desk",
    "async_forget_bookings",
]
