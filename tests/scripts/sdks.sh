#!/usr/bin/env bash
# Holds the mock server and this client against the vendor's own libraries for Python and Node.js. First this client
# calls all endpoints of a strict `calendar-spec mock` with the documented examples; then the libraries, by their calendar
# methods, make the same calls. Each must be answered, and each request must be the one of this client.
#
# The libraries send what they are given. So do not give them the examples of `calendar_event.create`, `patch` and
# `search` as they stand on their pages: there a `date` stands beside a `timestamp`, which the same pages forbid, and an
# `app_link`, which only the server sets. A strict server refuses these three, a lenient one takes them.
#
# Needs cargo, python3, node and npm. Exit status: 0 when no method differs.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=sdks
. tests/scripts/tools.sh

python_package lark-oapi==1.7.5
npm_package @larksuiteoapi/node-sdk 1.74.0
cargo build --quiet -p calendar-spec

# Runs one library against a server of its own: the command, which gets the URL as its next argument.
compare() {
    start cargo run --quiet -p calendar-spec -- mock --stateless --port 0
    call_every_endpoint
    "$@" "$url"
    stop
}

compare "$folder/venv/bin/python" tests/scripts/sdk.py
compare node tests/scripts/sdk.mjs "$folder"
