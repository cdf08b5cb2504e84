"""Custom integrations of this repository; a regular package so that tests find it."""
