"""The cards, fingerprints and faces of an account's locks."""

from .desk import CredentialDesk, CredentialNews
from .enrollment import Enrollments

__all__ = ["CredentialDesk", "CredentialNews", "Enrollments"]
