"""Receives a notification from a mock server with the WebSocket client of the vendor's library for Python.

In: the URL of the server. Out: what the library and the server say of it, and exit status 0 when the library's handler
saw the event and the server saw its answer.
"""

import json
import os
import sys
import threading
import time
import warnings
from urllib.request import Request, urlopen

warnings.filterwarnings("ignore")

import lark_oapi as lark  # noqa: E402

URL = sys.argv[1]
EVENT = "calendar.calendar.changed_v4"
received = []


def call(method, path, body=None, token=None):
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(URL + path, data, headers, method=method)) as answer:
        return json.load(answer)


def until(what, seconds=30):
    """The first answer of `what` that is true."""
    for _ in range(seconds * 20):
        if answer := what():
            return answer
        time.sleep(0.05)
    return None


def handle(event):
    print(f"the library received {event.header.event_type} {event.header.event_id}: {lark.JSON.marshal(event.event)}")
    received.append(event.header.event_id)


def acknowledged():
    notifications = call("GET", "/__mock/notifications")
    return [known for known in notifications if known["event_type"] == EVENT and known["is_delivered"]]


def play():
    """Waits for the connection, lets something happen, and looks how the notification fared."""
    calendars = "/open-apis/calendar/v4/calendars"
    if not until(lambda: call("GET", "/__mock/connections")["pongs"] > 0):
        return "the library did not connect, or its ping had no answer"
    call("POST", f"{calendars}/subscription", token="u-alice")
    call("POST", calendars, {"summary": "Team"}, token="u-alice")
    delivered = until(acknowledged)
    if not delivered:
        return f"no notification was acknowledged: {call('GET', '/__mock/notifications')}"
    for known in delivered:
        print(f"the server sent {known['event_id']} and was answered {known['answers']}")
    if [known["event_id"] for known in delivered] != received or any(known["answers"] != [200] for known in delivered):
        return f"the library's handler saw {received}"
    return None


def watch():
    failure = play()
    print(failure or "received once, and acknowledged")
    sys.stdout.flush()
    # The library's loop never ends by itself.
    os._exit(1 if failure else 0)


threading.Thread(target=watch, daemon=True).start()
handler = lark.EventDispatcherHandler.builder("", "").register_p2_calendar_calendar_changed_v4(handle).build()
lark.ws.Client("cli_a5ca35a685b0x26e", "secret", event_handler=handler, domain=URL).start()
