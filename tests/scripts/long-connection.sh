#!/usr/bin/env bash
# Holds the mock server's long connection against the vendor's own library for Python: its WebSocket client, unchanged,
# connects, pings, receives a notification that was subscribed to over HTTP, and acknowledges it.
#
# Needs cargo and python3. Exit status: 0 when the notification was received and acknowledged.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=sdks
. tests/scripts/tools.sh

python_package lark-oapi==1.7.5
cargo build --quiet -p calendar-spec

start cargo run --quiet -p calendar-spec -- mock --port 0
"$folder/venv/bin/python" tests/scripts/long_connection.py "$url"
stop
