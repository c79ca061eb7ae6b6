"""The parts of scripts/crash-loop."""
