#!/usr/bin/env bash
# Lets Prism, a server for any OpenAPI document, serve the exported documents, and calls all endpoints with the client
# of this workspace. Prism holds each request against the document and answers with its examples, which the client
# must decode.
#
# Needs cargo, curl, node and npm. Exit status: 0 when all endpoints are answered, with both versions of OpenAPI.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=prism
. tests/scripts/tools.sh

npm_package @stoplight/prism-cli 5.16.0

for version in 3.0 3.1; do
    echo "== OpenAPI $version"
    cargo run --quiet -p calendar-spec -- export openapi --version "$version" --output "$folder/$version.json"
    start "$folder/node_modules/.bin/prism" mock --port 0 --errors "$folder/$version.json"
    call_every_endpoint --nocapture

    # A server that takes anything would prove nothing.
    status=$(curl -s -o /dev/null -w '%{http_code}' -X POST "$url/open-apis/calendar/v4/calendars/c/acls" \
        -H 'Authorization: Bearer t-1' -H 'Content-Type: application/json' -d '{"role": "writer"}')
    echo "A request without a required field: status $status"
    [ "$status" = 422 ]
    stop
done
