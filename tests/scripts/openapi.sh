#!/usr/bin/env bash
# Holds the exported OpenAPI documents against public validators: `openapi-spec-validator` (Python) and `redocly lint`
# (Node), in both versions, as JSON and as YAML.
#
#   tests/scripts/openapi.sh              # the shipped spec, and the one of the tests that uses the whole language
#   tests/scripts/openapi.sh my-spec      # a spec of your own
#
# Needs cargo, python3 and npx. The validators are fetched from PyPI and npm and kept in the target folder; nothing is
# installed elsewhere. Exit status: 0 when neither finds an error or warning, otherwise that of the first that does.
set -euo pipefail

specs=("$@")
for index in "${!specs[@]}"; do specs[index]=$(realpath "${specs[index]}"); done
scripts=$(cd "$(dirname "$0")" && pwd)
cd "$scripts/../.."
if [ ${#specs[@]} -eq 0 ]; then specs=("$PWD/calendar-spec/spec" "$PWD/calendar-spec/tests/full"); fi

work="${CARGO_TARGET_DIR:-$PWD/target}/openapi"
mkdir -p "$work"
export npm_config_cache="$work/npm" REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

if [ ! -x "$work/venv/bin/openapi-spec-validator" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check 'openapi-spec-validator>=0.9,<0.10'
fi

# Writes one document and holds it against both validators.
validate() {
    local file="$work/$1"
    shift
    echo "== $(basename "$file"): calendar-spec export openapi $*"
    cargo run --quiet -p calendar-spec -- export openapi "$@" --output "$file"
    "$work/venv/bin/openapi-spec-validator" "$file"
    npx --yes '@redocly/cli@2' lint --config "$scripts/redocly.yaml" "$file"
}

for spec in "${specs[@]}"; do
    name=$(basename "$(dirname "$spec")")-$(basename "$spec")
    for version in 3.0 3.1; do
        validate "$name-$version.json" "$spec" --version "$version"
        validate "$name-$version.yaml" "$spec" --version "$version" --yaml
    done
    validate "$name-3.0-one-error-type.json" "$spec" --version 3.0 --one-error-type
done
echo "No validator found anything."
