"""Repeats the calls of this client with the vendor's library for Python, and holds each against the one before.

In: the URL of a mock server that has seen the calls of this client. Out: a line for each method of the library, and
exit status 0 when all are answered and no request differs from the one of this client.
"""

import inspect
import json
import sys
from urllib.request import urlopen

import lark_oapi as lark

URL = sys.argv[1]
# Resources that the library calls otherwise.
NAMES = {"calendar_event_meeting_chat": "meeting_chat", "calendar_event_meeting_minute": "meeting_minute"}


def ask(path):
    with urlopen(f"{URL}/__mock/{path}") as answer:
        return json.load(answer)


def methods(client):
    """Every method with its name in the spec; `acreate` is `create` for asynchronous code."""
    for resource, service in vars(client.calendar.v4).items():
        for name, method in inspect.getmembers(service, inspect.ismethod):
            is_asynchronous = name.startswith("a") and hasattr(service, name[1:])
            if not (name.startswith("_") or is_asynchronous):
                yield f"{NAMES.get(resource, resource)}.{name}", method


def typed(text, kind):
    """A text of a path or query as the library wants it."""
    return text == "true" if kind is bool else kind(text)


def request(method, call):
    """The same call, made of the classes of the library."""
    builder = inspect.signature(method).parameters["request"].annotation.builder()
    for name, text in [*call["path_fields"].items(), *call["query"]]:
        setter = getattr(builder, name)
        (parameter,) = inspect.signature(setter).parameters.values()
        setter(typed(text, parameter.annotation))
    if hasattr(builder, "request_body"):
        (parameter,) = inspect.signature(builder.request_body).parameters.values()
        builder.request_body(lark.JSON.unmarshal(json.dumps(call["body"]), parameter.annotation))
    return builder.build()


def sent(call):
    """What of a request must be the same; an empty object as a body says as much as none."""
    # The library begins flags with a capital.
    query = [[name, {"True": "true", "False": "false"}.get(text, text)] for name, text in call["query"]]
    return {"path": call["path_fields"], "query": sorted(query), "body": call["body"] or {}}


def differences(own, other):
    return [f"{part}: {own[part]} here, {other[part]} there" for part in own if own[part] != other[part]]


def check(name, method, call, takes_tenants):
    option = lark.RequestOption.builder()
    if not takes_tenants:
        option.user_access_token("u-1")
    response = method(request(method, call), option.build())
    if not response.success():
        return [f"refused with {response.code}: {response.msg} {lark.JSON.marshal(response.error)}"]
    return differences(sent(call), sent(ask(f"requests?endpoint={name}")[-1]))


tenants = {endpoint["name"]: "tenant" in endpoint["tokens"] for endpoint in ask("endpoints")}
calls = {call["endpoint"]: call for call in ask("requests")}
builder = lark.Client.builder().app_id("cli_x").app_secret("s").domain(URL)
# The library takes the token of a call only from a client that gets none by itself.
clients = {takes: dict(methods(builder.enable_set_token(not takes).build())) for takes in (True, False)}
good = 0
for name in clients[True]:
    problems = check(name, clients[tenants[name]][name], calls[name], tenants[name])
    print(f"{name}:", "; ".join(problems) or "answered, the same request")
    good += not problems
others = ", ".join(sorted(calls.keys() - clients[True].keys()))
print(f"lark-oapi for Python: {good} of {len(clients[True])} methods; not in it: {others}")
sys.exit(good != len(clients[True]))
