"""Subscribers of messages. Source: Yale Home API documentation, websocket pages."""

from simulators.august.refusals import RefusalError
from simulators.august.routing import SUCCESS, Call, Routes
from simulators.august.sockets import Subscriber

routes = Routes()


@routes.read("POST", "/websocket/subscribers")
async def create_subscriber(call: Call) -> object:
    """Make a subscriber, a new one each time."""
    scopes = call.body.get("scopes")
    if scopes != ["lock"]:
        raise RefusalError(400, '"scopes" must be one of [lock]')
    subscriber = Subscriber(
        id=call.state.fresh_uuid(),
        scopes=("lock",),
        client_id=call.state.vault.partners[call.platform.brand].client_id,
        user_id=call.user.id,
    )
    call.state.subscribers[subscriber.id] = subscriber
    return subscriber.shape


@routes.read("GET", "/websocket/subscribers/{subscriber}")
async def show_subscriber(call: Call) -> object:
    """Return a subscriber."""
    return _existing(call).shape


@routes.read("DELETE", "/websocket/subscribers/{subscriber}")
async def delete_subscriber(call: Call) -> object:
    """Forget a subscriber and close its connections."""
    subscriber = _existing(call)
    del call.state.subscribers[subscriber.id]
    for socket in list(subscriber.sockets):
        await socket.close()
    return SUCCESS


def _existing(call: Call) -> Subscriber:
    """Return the subscriber of the path."""
    subscriber = call.state.subscribers.get(call.places["subscriber"])
    if subscriber is None:
        raise RefusalError(404, "Subscriber not found")
    return subscriber
