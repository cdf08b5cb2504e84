"""The drawings behind the integration's pictures."""
