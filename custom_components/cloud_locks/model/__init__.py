"""The vendor-neutral model: plain frozen data, rules, errors. Standard library only."""
