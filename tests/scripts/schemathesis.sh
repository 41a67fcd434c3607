#!/usr/bin/env bash
# Holds the strict mock server and the exported OpenAPI document against each other with Schemathesis, a property
# tester: it makes requests from the document, valid and invalid ones, and checks each response against the document.
#
# Two of its checks are left out. `positive_data_acceptance` takes a request for valid that fits its schema; no schema
# can say that one time lies before another, that a page token was issued here, or who has subscribed to what.
# `allow_header_conformance` knows one path for `/calendars/primary`, `/calendars/search` and others of that form; there are
# two, since each can also be the ID of a calendar, and the mock server's `Allow` names the methods of both.
#
# Needs cargo and python3. Exit status: 0 when it finds no difference.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=schemathesis
. tests/scripts/tools.sh

python_package schemathesis==4.32.0
cargo build --quiet -p calendar-spec
cargo run --quiet -p calendar-spec -- export openapi --output "$folder/openapi.json"
# An application, and a user: some endpoints take the token of one of them only.
for token in t-1 u-1; do
    start cargo run --quiet -p calendar-spec -- mock --port 0 --quiet
    # It keeps what it has found where it runs.
    (cd "$folder" && venv/bin/schemathesis run openapi.json --url "$url" --header "Authorization: Bearer $token" \
        --exclude-checks positive_data_acceptance,allow_header_conformance --seed 1 --max-examples 20 --no-color "$@")
    stop
done
