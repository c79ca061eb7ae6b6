"""What `compare`, `latency` and `slow-clients` share: servers, load and tables. Python's own library alone."""
