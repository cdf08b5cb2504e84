"""What rules are given: few values, so that the same things meet often."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from .house import Kind

doors = st.sampled_from([0, 1])
names = st.sampled_from(["Anna", "Bert", "ANNA"])
places = st.integers(0, 3)
"""The how manieth code of all that are on the locks."""
spans = st.sampled_from(
    [timedelta(seconds=it) for it in (1, 5, 20, 70, 660, 3600, 86_400, 700_000)]
)
ends = st.sampled_from(
    [None, *(timedelta(seconds=it) for it in (30, 300, 3600, 172_800))]
)
waits = st.sampled_from([0, 3, 30])
patience = st.sampled_from([timedelta(seconds=it) for it in (0, 1, 20, 60)])
mishaps = st.none() | st.sampled_from(Kind)
"""What goes wrong with the call that matters."""

is_running = precondition(lambda self: self.running)
has_codes = precondition(lambda self: self.running and self.codes)
has_codes_anyway = precondition(lambda self: self.codes)
