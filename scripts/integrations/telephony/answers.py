#!/usr/bin/env python3
"""Reads an answer as a telephone system does, and says what it makes of it: `name=value` lines, or the one value.

usage: answers.py atoi | hash | httapi < ANSWER
"""

import re
import sys
import urllib.parse
import xml.etree.ElementTree as XML


def atoi(text: str) -> list[str]:
    """mod_callcenter: the number that it begins with, or 0."""
    found = re.match(r"\s*([+-]?\d+)", text)
    return [found.group(1) if found else "0"]


def hash_(text: str) -> list[str]:
    """func_curl's hashcompat: blanks at the end go, pairs apart at &, percent signs decoded and + left."""
    pairs = [piece.partition("=") for piece in text.rstrip().split("&")]
    return [f"{urllib.parse.unquote(name)}={urllib.parse.unquote(value)}" for name, _, value in pairs]


def httapi(text: str) -> list[str]:
    """mod_httapi: the variables, and the elements of work, if it is a document of its kind."""
    try:
        root = XML.fromstring(text)
    except XML.ParseError:
        return []
    if root.tag != "document" or root.get("type") != "xml/freeswitch-httapi":
        return []
    return [f"{child.tag}={child.text or ''}" for child in root.find("variables")] + [
        f"work={child.tag}" for child in root.find("work")]


print("\n".join({"atoi": atoi, "hash": hash_, "httapi": httapi}[sys.argv[1]](sys.stdin.read())))
