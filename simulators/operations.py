"""Control objects as data: every public method is an operation of that name.

The same objects serve tests directly and, through `control_routes.py`, HTTP clients
with JSON, so there is one list of switches and one description of each.
"""

from collections.abc import Callable, Mapping
import inspect
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

_NO_ANNOTATION: Final = inspect.Signature.empty


class ControlError(Exception):
    """The operation is unknown, or does not make sense with these arguments."""


def operations(control: object) -> dict[str, Callable[..., object]]:
    """Return the bound public methods of a control object by route name."""
    names = [name for name in dir(type(control)) if not name.startswith("_")]
    methods = ((name, getattr(type(control), name)) for name in names)
    return {
        name.replace("_", "-"): getattr(control, name)
        for name, method in methods
        if inspect.isfunction(method)
    }


def describe(control: object) -> dict[str, dict[str, str]]:
    """Return what each operation does and which arguments it takes."""
    return {
        name: {
            "does": (inspect.getdoc(method) or "").split("\n", maxsplit=1)[0],
            "takes": str(
                inspect.signature(method).replace(return_annotation=_NO_ANNOTATION)
            ),
        }
        for name, method in operations(control).items()
    }


async def perform(
    control: object, name: str, arguments: Mapping[str, object]
) -> object:
    """Run one operation with JSON arguments.

    Raises:
        ControlError: no such operation, wrong arguments, or no such thing to control.
    """
    method = operations(control).get(name.replace("_", "-"))
    if method is None:
        msg = f"no operation called {name!r}"
        raise ControlError(msg)
    _check(method, arguments)
    try:
        result = method(**arguments)
        return await result if inspect.isawaitable(result) else result
    except (LookupError, ValueError) as err:
        raise ControlError(str(err)) from err


def _check(method: Callable[..., object], arguments: Mapping[str, object]) -> None:
    """Raise ControlError unless the arguments fit the method's annotations."""
    try:
        bound = inspect.signature(method).bind(**arguments)
    except TypeError as err:
        raise ControlError(str(err)) from err
    hints = get_type_hints(method)
    for name, value in bound.arguments.items():
        values = value if _is_variadic(method, name) else {name: value}
        for key, item in values.items():
            if not fits(item, hints[name]):
                msg = f"{key}: {item!r} is not {hints[name]}"
                raise ControlError(msg)


def _is_variadic(method: Callable[..., object], name: str) -> bool:
    """Tell whether a parameter collects all further keywords."""
    kind = inspect.signature(method).parameters[name].kind
    return kind is inspect.Parameter.VAR_KEYWORD


def fits(value: object, hint: Any) -> bool:  # noqa: ANN401 - any annotation there is
    """Tell whether a JSON value fits `hint`: plain types, literals, lists, unions."""
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_origin(hint) is list:
        (item_hint,) = get_args(hint)
        return isinstance(value, list) and all(fits(item, item_hint) for item in value)
    if get_args(hint):
        return any(fits(value, member) for member in get_args(hint))
    if hint in {int, float} and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if hint is float else hint)
