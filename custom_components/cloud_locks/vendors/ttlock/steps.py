"""Changes that take several calls."""

from collections.abc import Awaitable, Callable

from ...model.errors import OutcomeUnknown, VendorError

type Step = Callable[[], Awaitable[object]]


async def one_by_one(*steps: Step) -> None:
    """Carry out steps in turn.

    Once one was done nobody may be told that nothing was, so whatever stops a later one
    leaves the outcome open (`OutcomeUnknown`): who asked looks what there is.
    """
    done = False
    for step in steps:
        try:
            await step()
        except VendorError as err:
            if not done:
                raise
            raise OutcomeUnknown(f"in part, then {type(err).__name__}") from None
        done = True
