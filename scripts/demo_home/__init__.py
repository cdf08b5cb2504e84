"""A throw-away home: simulated lock clouds, a real Home Assistant, and a dashboard."""
