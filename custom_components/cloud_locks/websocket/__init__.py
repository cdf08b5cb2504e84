"""The WebSocket API of the panel: what it reads, and the few things only it needs.

The panel writes with the actions, like everybody else.
"""
