"""Tables in Markdown, and the line that tells of the machine."""

import os
import pathlib
import platform
import re
import sys
import time


def machine() -> str:
    """The date, the processors and the system, in a line."""
    try:
        found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    model = found.group(1) if found else platform.machine()
    return f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores of {model}, Linux {platform.release()}"


def warn_if_busy(command: str) -> None:
    load = os.getloadavg()[0]
    if load > 0.3 * (os.cpu_count() or 1):
        print(f"{command}: the machine is busy (load {load:.2f}); figures will be too low and uneven", file=sys.stderr)


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table whose first column is text and whose others are numbers."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    cells = ([cell.ljust(widths[0]) if column == 0 else cell.rjust(widths[column]) for column, cell in enumerate(row)]
             for row in [header, rule, *rows])
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)


def ratio(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:.3f}" if number < 0.1 else f"{number:.2f}" if number < 10 else f"{number:.1f}"
