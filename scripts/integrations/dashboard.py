"""Has a Prometheus evaluate every query of a Grafana dashboard, and says what is wrong with which; prints nothing if all are right.

    dashboard.py DASHBOARD PROMETHEUS METRICS

METRICS is what Heed's /metrics answered: a metric that the dashboard names has to be declared there, or in the list below.
"""

import json
import pathlib
import re
import sys
import urllib.parse
import urllib.request

# Those that are there only with something that the check does not set up: keys, targets to write back to, and the rules.
CONDITIONAL = {"heed_http_requests_by_key_total", "heed_hooks_total", "heed_event_streams", "heed_outbox_pending",
               "heed_outbox_dead", "heed_outbox_oldest_seconds", "heed_outbox_sent_total", "heed_outbox_circuit_open"}


def queries(dashboard: dict):
    """What each panel, annotation and variable asks, with its title."""
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]
    for annotation in dashboard["annotations"]["list"]:
        yield annotation["name"], annotation["expr"]


def names(expression: str) -> set[str]:
    """The metrics that a query names, without the endings of a histogram's parts."""
    found = re.findall(r"\b(?:heed|process)_[a-z0-9_]+", expression)
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in found}


def refusal(prometheus: str, expression: str) -> str | None:
    filled = expression.replace("$__rate_interval", "1m")
    filled = re.sub(r"\$(job|instance|desk|tier)\b", ".*", filled)
    address = f"{prometheus}/api/v1/query?" + urllib.parse.urlencode({"query": filled})
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return None if json.load(answer)["status"] == "success" else "no success"
    except urllib.error.HTTPError as problem:
        return json.load(problem)["error"]


def main() -> None:
    dashboard = json.loads(pathlib.Path(sys.argv[1]).read_text())
    declared = set(re.findall(r"^# TYPE (\S+)", pathlib.Path(sys.argv[3]).read_text(), re.MULTILINE)) | CONDITIONAL
    for title, expression in queries(dashboard):
        if problem := refusal(sys.argv[2], expression):
            print(f"{title}: {problem};")
        for name in sorted(names(expression) - declared):
            print(f"{title}: there is no metric {name};")
    for variable in dashboard["templating"]["list"]:
        for name in sorted(names(str(variable["query"])) - declared):
            print(f"variable {variable['name']}: there is no metric {name};")


if __name__ == "__main__":
    main()
