"""Calls of a fake client, reported as a client that sends requests reports them."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, cast

from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.vendors import RequestRecord

from .backend import FakeBackend


class _Line:
    """A backend as one client reaches it."""

    def __init__(
        self, backend: FakeBackend, record: Callable[[RequestRecord], None]
    ) -> None:
        self._backend = backend
        self._record = record

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a backend has
        return getattr(self._backend, name)

    def call(
        self, method: str, lock_id: LockId | None = None
    ) -> AbstractAsyncContextManager[None]:
        """Report a call and let it be made."""
        self._record(
            RequestRecord(
                at=self._backend.now(),
                method="GET",
                path=f"/{method}" if lock_id is None else f"/{method}/{lock_id}",
                status=200,
                seconds=0.0,
            )
        )
        return self._backend.call(method, lock_id)


def report_calls(
    backend: FakeBackend, record: Callable[[RequestRecord], None]
) -> FakeBackend:
    """Return a backend for one client, each of whose calls is reported."""
    return cast("FakeBackend", _Line(backend, record))
