"""What the integration costs, measured beside a bare one: `scripts/bench`."""
