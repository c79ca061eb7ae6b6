"""What schemathesis has to know of Heed beyond its contract; loaded by schemathesis.toml."""

import json
from functools import cache

import jsonschema_rs
import schemathesis
import yaml


@schemathesis.serializer("application/x-ndjson")
def write_lines(context, value):
    """A batch as JSON lines. What is no array stands in one line."""
    if isinstance(value, str):  # an example, which is written as it is sent
        return value.encode()
    items = value if isinstance(value, list) else [value]
    return "".join(json.dumps(item) + "\n" for item in items).encode()


@schemathesis.deserializer("application/x-ndjson")
def read_lines(context, response):
    return [json.loads(line) for line in response.content.splitlines() if line.strip()]


@schemathesis.hook
def before_call(context, case, kwargs):
    """Mends what JSON Schema cannot forbid, so that data meant to be good are good.

    Data meant to be wrong stay so: the rules are none of the schema, and no field's range reaches beyond 64 bits.
    """
    case.body = mended(case.body)


def mended(value):
    if isinstance(value, list):
        return [mended(item) for item in value]
    if isinstance(value, dict):
        members = {key: mended(item) for key, item in value.items()}
        order(members, "last_days_ago", "first_days_ago")
        order(members, "value", "scale")
        return members
    if isinstance(value, int) and not isinstance(value, bool):
        # The parser has no greater whole numbers, not even in fields that nobody knows (RFC 8259, 6).
        return min(max(value, -(2**63)), 2**64 - 1)
    return value


def order(members, smaller, greater):
    """A last purchase is no earlier than the first one, and a provider's number is on its scale."""
    first, second = members.get(smaller), members.get(greater)
    if is_number(first) and is_number(second) and first > second:
        members[smaller], members[greater] = second, first


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@schemathesis.check
def batch_answers_each_item(context, response, case):
    """A batch that is an array has as many answers: a decision for each valid request, a problem for each other one."""
    if case.operation.label != "POST /score/batch" or response.status_code != 200:
        return
    sent = response.request.body or b""
    if "ndjson" in response.request.headers.get("Content-Type", ""):
        items = [json.loads(line) for line in sent.decode().split("\n") if is_json(line)]
        if len(items) != sum(1 for line in sent.decode().split("\n") if line.strip()):
            return  # a line of an example that is broken on purpose
        answers = [json.loads(line) for line in response.content.splitlines()]
    else:
        items, answers = json.loads(sent), response.json()
        assert isinstance(items, list), "a batch that is no array was accepted"
    assert len(answers) == len(items), f"{len(items)} items, but {len(answers)} answers"
    for item, answer in zip(items, answers):
        is_decision = "decision" in answer
        assert is_decision == validator().is_valid(item), f"{json.dumps(item)} was answered {json.dumps(answer)}"


def is_json(line):
    try:
        json.loads(line)
        return True
    except ValueError:
        return False


@cache
def validator():
    with open("openapi.yaml", encoding="utf-8") as file:
        contract = yaml.safe_load(file)
    schema = {"$ref": "#/components/schemas/ScoreRequest", "components": contract["components"]}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
