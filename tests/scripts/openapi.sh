#!/usr/bin/env bash
# Holds the exported OpenAPI documents against public validators: `openapi-spec-validator` (Python) and `redocly lint`
# (Node), in both versions, as JSON and as YAML.
#
#   tests/scripts/openapi.sh              # the shipped spec, and the one of the tests that uses the whole language
#   tests/scripts/openapi.sh my-spec      # a spec of your own
#
# Needs cargo, python3, node and npm. Exit status: 0 when neither finds an error or warning, otherwise that of the first
# that does.
set -euo pipefail

specs=("$@")
for index in "${!specs[@]}"; do specs[index]=$(realpath "${specs[index]}"); done
cd "$(dirname "$0")/../.."
if [ ${#specs[@]} -eq 0 ]; then specs=("$PWD/calendar-spec/spec" "$PWD/calendar-spec/tests/full"); fi

folder=openapi
. tests/scripts/tools.sh
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

python_package 'openapi-spec-validator>=0.9,<0.10'
npm_package @redocly/cli 2.77.0

# Writes one document and holds it against both validators.
validate() {
    local file="$folder/$1"
    shift
    echo "== $(basename "$file"): calendar-spec export openapi $*"
    cargo run --quiet -p calendar-spec -- export openapi "$@" --output "$file"
    "$folder/venv/bin/openapi-spec-validator" "$file"
    "$folder/node_modules/.bin/redocly" lint --config tests/scripts/redocly.yaml "$file"
}

for spec in "${specs[@]}"; do
    name=$(basename "$(dirname "$spec")")-$(basename "$spec")
    for version in 3.0 3.1; do
        validate "$name-$version.json" "$spec" --version "$version"
        validate "$name-$version.yaml" "$spec" --version "$version" --yaml
    done
done
echo "No validator found anything."
