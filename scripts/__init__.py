"""Tools of this repository, run from its root."""
