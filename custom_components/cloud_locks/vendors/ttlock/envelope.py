"""Answers of TTLock and Sifely: one function opens every shape that they come in.

Sifely wraps some answers and not others, and tells errors as `code` or as `errcode`,
with HTTP 200 or not. An answer is opened from the outside in: the status, the `code`
around it, the `errcode` in it.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from ...model.errors import (
    CloudUnreachable,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from ...model.reason import Reason
from .._http import Response
from .._record import Record
from .error_numbers import TOKEN_NUMBERS, Row, TokenRefused, error_of
from .limits import seconds_to_wait
from .wire import number_of


class NotBound(RejectedError):
    """A parameter did not arrive where the cloud looks for it: nothing was done."""


class NoSuchEndpoint(Unsupported):
    """This cloud has no such call, or not by this method: nothing was done."""


class NothingThere(NotFound):
    """404: no such record, an empty list, or no such call. Nothing was done."""


class GatewaySilent(LockOffline):
    """The cloud gave up waiting for the lock's gateway."""


_ANYWHERE: Final[Mapping[int, Row]] = {
    402: Row(NotPermitted, Reason.SUBSCRIPTION_MISSING),
    403: Row(NotPermitted),
    404: Row(NothingThere),
    405: Row(NoSuchEndpoint),
}

_READ_AT_LOCK: Final[Mapping[int, Row]] = {
    # Asked right after a command: not ready yet.
    400: Row(LockBusy),
    504: Row(GatewaySilent),
}

_SUCCESS: Final = frozenset({None, 0, 200})
_MAY_BE_SIGNED_OUT: Final = frozenset({*_SUCCESS, -3, 401})
"""What has been seen beside the words for it; no lock answers so."""

_STATUSES: Final = range(300, 600)
"""A `code` in this range says what a status would say."""

_ANSWER_LOST: Final = frozenset({408, 502, 503, 504})
"""Somebody on the way gave up: whatever else they say, a write may have been done."""

_WORDS: Final = ("message", "msg", "errmsg", "error", "description")

_SIGNED_OUT: Final = ("authentication failed", "unable to access system resources")
"""Told with HTTP 200 by Sifely's older cloud."""

_NOT_BOUND: Final = "required request parameter"
_NO_SUCH_METHOD: Final = "not supported"


def opened(
    answer: Response,
    *,
    now: datetime,
    reads: bool,
    at_lock: bool = False,
    token_numbers: Collection[int] = TOKEN_NUMBERS,
) -> Record:
    """Return what an answer is about; an empty object for a write that went well.

    `reads`: the call cannot have changed anything. `at_lock`: the cloud passed it on to
    the lock. `token_numbers`: what says that only the token was wrong. Raises the
    errors of `model.errors`.
    """
    if not answer.ok:
        raise _of_status(answer, now=now, reads=reads, at_lock=at_lock)
    if not answer.body.strip() and not reads:
        return Record({}, "answer")
    try:
        outer = _listed(answer.json())
        code = number_of(outer, "code")
        inner = _listed(outer.get("data")) if outer.get("data") is not None else outer
        number = number_of(inner, "errcode")
    except ProtocolError as err:
        raise _unclear(err, reads=reads) from None
    # A lock that refuses may use similar words, and was told all the same.
    if reads or (number in {None, 0} and code in _MAY_BE_SIGNED_OUT):
        _check_signed_in(outer)
    if code not in _SUCCESS:
        wait = seconds_to_wait(answer.headers, code, now)
        raise _of_code(
            code, _words(outer), wait, reads=reads, token_numbers=token_numbers
        )
    if number not in {None, 0}:
        if number in token_numbers:
            raise TokenRefused(f"number {number}")
        wait = seconds_to_wait(answer.headers, number, now)
        raise error_of(number, reads=reads, retry_after=wait)
    if False in {outer.flag("success"), inner.flag("success")}:
        raise _unclear(ProtocolError("without success"), reads=reads)
    return inner


def _listed(value: object) -> Record:
    """Return an object; a bare list is the `list` of one."""
    return Record({"list": value} if isinstance(value, list) else value, "answer")


def _unclear(err: ProtocolError, *, reads: bool) -> VendorError:
    """Return an error for a body that makes no sense: a write may have been done."""
    return err if reads else OutcomeUnknown(err.detail)


def _check_signed_in(outer: Record) -> None:
    words = _words(outer)
    if any(phrase in words for phrase in _SIGNED_OUT):
        raise TokenRefused("told in words")


def _words(outer: Record) -> str:
    """Return what an answer says to people, only to look for known phrases in it."""
    return " ".join(outer.maybe_text(name) or "" for name in _WORDS).lower()


def _of_code(
    code: int | None,
    words: str,
    wait: float | None,
    *,
    reads: bool,
    token_numbers: Collection[int],
) -> VendorError:
    """Return the error of a `code`: an error number, or a status in the body."""
    if code is None:
        return _unclear(ProtocolError("odd code"), reads=reads)
    if code in token_numbers or code == 401:
        return TokenRefused(f"code {code}")
    if code in _STATUSES:
        return _of_words(code, words) or _plain(
            code, f"code {code}", wait, reads=reads, at_lock=False
        )
    return error_of(code, reads=reads, retry_after=wait)


def _of_words(status: int, words: str) -> VendorError | None:
    """Return what only the words of a failure tell, None when they tell nothing."""
    if status in {400, 500} and _NOT_BOUND in words:
        return NotBound(f"HTTP {status}")
    if status in {405, 500} and _NO_SUCH_METHOD in words:
        return NoSuchEndpoint(f"HTTP {status}")
    return None


def _of_status(
    answer: Response, *, now: datetime, reads: bool, at_lock: bool
) -> VendorError:
    """Return the error of an HTTP status; a number in the body is more precise."""
    status, detail = answer.status, f"HTTP {answer.status}"
    number, words = _said(answer)
    wait = seconds_to_wait(answer.headers, number, now)
    if status == 401:
        return TokenRefused(detail)
    if status == 429:
        return RateLimited(detail, retry_after=wait)
    lost = not reads and status in _ANSWER_LOST
    told = number not in _SUCCESS and number not in _STATUSES
    if number is not None and told and not lost:
        return error_of(number, reads=reads, status=status, retry_after=wait)
    return _of_words(status, words) or _plain(
        status, detail, wait, reads=reads, at_lock=at_lock
    )


def _said(answer: Response) -> tuple[int | None, str]:
    """Return number and words in the body of a failure, as far as there are any."""
    try:
        outer = Record(answer.json(), "failure")
    except ProtocolError:
        return None, ""
    code, errcode = number_of(outer, "code"), number_of(outer, "errcode")
    return (code if errcode in _SUCCESS else errcode), _words(outer)


def _plain(
    status: int, detail: str, wait: float | None, *, reads: bool, at_lock: bool
) -> VendorError:
    """Return what a status means by itself."""
    if status == 429:
        return RateLimited(detail, retry_after=wait)
    rows = {**_ANYWHERE, **(_READ_AT_LOCK if reads and at_lock else {})}
    row = rows.get(status) or _other(status, reads=reads)
    return row.error(detail, reason=row.reason)


def _other(status: int, *, reads: bool) -> Row:
    """Return what a status means that no table has.

    Who was refused (4xx) was not served, but 408. Anything else says nothing about a
    write.
    """
    if reads:
        return Row(CloudUnreachable if status >= 500 else ProtocolError)
    refused = 400 <= status < 500 and status != 408
    return Row(RejectedError if refused else OutcomeUnknown)
