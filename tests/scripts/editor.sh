#!/usr/bin/env bash
# Asks a real language server, `yaml-language-server`, for completion, hover and marks in copies of the files of the
# spec, as an editor would, and prints its answers.
#
# Needs node and npm. The server is fetched from npm and kept in the target folder; nothing is installed elsewhere.
# Exit status: 0 when every answer is as expected.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=1.25.0
folder="${CARGO_TARGET_DIR:-$PWD/target}/editor"
server="$folder/node_modules/yaml-language-server"
export npm_config_cache="$folder/npm"

if ! grep -qs "\"version\": \"$version\"" "$server/package.json"; then
    mkdir -p "$folder"
    npm install --prefix "$folder" --no-save --no-fund --no-audit --loglevel=error "yaml-language-server@$version"
fi

# The copies lie as the originals do, so that their first lines lead to the schema.
rm -rf "$folder/files"
mkdir "$folder/files"
cp -R calendar-spec/spec calendar-spec/schema "$folder/files"

node tests/scripts/editor.mjs "$server/bin/yaml-language-server" "$folder/files/spec"
