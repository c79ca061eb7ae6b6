#!/usr/bin/env python3
"""Says what requests the shipped dial plans make, as FreeSWITCH and Asterisk would make them.

FreeSWITCH and Asterisk are not in Debian 12, so their part is done here: variables are put in, and what their modules
give to libcurl is written as options of curl, a request a line, each option as a shell has to read it. After what the
sources of mod_curl, mod_httapi and func_curl say.

usage: requests.py DIALPLAN [NAME=VALUE …]     with the variables of the call
"""

import pathlib
import re
import shlex
import sys
import urllib.parse
import xml.etree.ElementTree as XML


def freeswitch(text: str, variables: dict) -> str:
    """Expands ${name}, $${name} and the function ${url_encode(…)}, innermost first."""
    unsafe = '\r\n #%&+:;<=>?@[\\]^`{|}"'  # SWITCH_URL_UNSAFE
    while found := re.search(r"\$?\$\{([a-z_]+)(?:\(([^${}()]*)\))?\}", text):
        name, argument = found.groups()
        if argument is None:
            value = variables[name]
        else:
            assert name == "url_encode", name
            value = "".join(f"%{ord(c):02X}" if c in unsafe else c for c in argument)
        text = text[: found.start()] + value + text[found.end():]
    return text


def mod_curl(data: str) -> list[str]:
    """`URL [append_headers NAME:VALUE] [connect-timeout S] [timeout S] [get]`, apart at spaces."""
    url, *rest = data.split(" ")
    options = ["-A", "freeswitch-curl/1.0", "-L", "--max-redirs", "15"]
    while rest:
        match rest.pop(0):
            case "append_headers": options += ["-H", rest.pop(0)]
            case "connect-timeout": options += ["--connect-timeout", rest.pop(0)]
            case "timeout": options += ["-m", rest.pop(0)]
            case "get": pass
            case other: raise SystemExit(f"mod_curl has no option {other}")
    return [*options, url]


def mod_httapi(data: str, profile: dict, variables: dict) -> list[str]:
    """`{httapi_profile=…,url=…}`: GET, with the module's own parameters and the caller's profile after ours."""
    settings = dict(pair.split("=", 1) for pair in data.strip("{}").split(","))
    own = {"session_id": variables["uuid"], "hostname": "switch", "httapi_profile": settings["httapi_profile"],
           "url": settings["url"], "Caller-Direction": "inbound", "Caller-Dialplan": "XML",
           "Caller-Caller-ID-Number": variables["caller_id_number"], "Caller-Destination-Number": "7000",
           "Caller-Unique-ID": variables["uuid"], "Caller-Channel-Created-Time": "1795330800000000"}
    url = settings["url"] + "&" + urllib.parse.urlencode(own, quote_via=urllib.parse.quote)
    return ["-A", "mod_httapi/1.0", "-L", "--max-redirs", "10", "-H", "Expect:", "-u", profile["gateway-credentials"],
            "-m", profile["timeout"], url]


def asterisk(text: str, variables: dict) -> str:
    """Expands ${NAME}, ${CALLERID(num)} and the function ${URIENCODE(…)}."""
    while found := re.search(r"\$\{([A-Z_]+)(?:\(([^${}()]*)\))?\}", text):
        name, argument = found.groups()
        if name == "URIENCODE":
            value = urllib.parse.quote(argument, safe="")
        else:
            value = variables[name if argument is None else f"{name}({argument})"]
        text = text[: found.start()] + value + text[found.end():]
    return text


def func_curl(source: str, variables: dict) -> list[str]:
    """CURL(url,post) with the options that Set(CURLOPT(…)=…) has given."""
    options = ["-A", "asterisk-libcurl-agent/1.0"]
    for name, value in re.findall(r"Set\(CURLOPT\((\w+)\)=(.*)\)$", source, re.MULTILINE):
        flag = {"userpwd": "-u", "httptimeout": "-m", "conntimeout": "--connect-timeout", "hashcompat": None}[name]
        options += [flag, asterisk(value, variables)] if flag else []
    call = re.search(r"\$\{CURL\((.*)\)\}\)$", source, re.MULTILINE).group(1)
    url, post = asterisk(call, variables).split(",", 1)
    return [*options, "--data", post, url]


def main() -> None:
    path, variables = pathlib.Path(sys.argv[1]), dict(pair.split("=", 1) for pair in sys.argv[2:])
    if path.suffix == ".conf":
        print(shlex.join(func_curl(path.read_text(), variables)))
        return
    profile = XML.parse(path.with_name("httapi-profile.xml")).find("params")
    settings = {param.get("name"): param.get("value") for param in profile}
    settings["gateway-credentials"] = "freeswitch:" + variables["heed_key"]
    for action in XML.parse(path).iter("action"):
        match action.get("application"):
            case "curl": print(shlex.join(mod_curl(freeswitch(action.get("data"), variables))))
            case "httapi": print(shlex.join(mod_httapi(freeswitch(action.get("data"), variables), settings, variables)))


if __name__ == "__main__":
    main()
