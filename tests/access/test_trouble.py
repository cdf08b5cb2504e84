"""When a step that did not work is tried again."""

from datetime import timedelta

from custom_components.cloud_locks.access.grant import StepKind
from custom_components.cloud_locks.access.trouble import FIRST_PAUSE, after_failure
from custom_components.cloud_locks.model.errors import LockBusy, RateLimited

from .paper_house import START


def test_a_cloud_that_says_when_is_not_asked_before() -> None:
    """However short the pause would be by itself."""
    refused = RateLimited(retry_after=900)
    trouble = after_failure(StepKind.WRITE, refused, None, START)
    assert trouble.again == START + timedelta(seconds=900)


def test_a_cloud_that_says_nothing_is_asked_soon() -> None:
    """After the first pause."""
    for err in (RateLimited(), LockBusy(), RateLimited(retry_after=1)):
        trouble = after_failure(StepKind.WRITE, err, None, START)
        assert trouble.again == START + FIRST_PAUSE
