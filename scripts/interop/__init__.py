"""What scripts/check-interop is made of."""
