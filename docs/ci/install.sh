#!/usr/bin/env bash
# Puts copydesk on the PATH of the later steps of a job, built from the clone that GitHub made of the action.
set -euo pipefail

if command -v copydesk >/dev/null; then
  copydesk --version
  exit 0
fi
root="${RUNNER_TEMP:?is set by GitHub}/copydesk"
cargo install --locked --quiet --root "$root" --path "${GITHUB_ACTION_PATH:?is set by GitHub}"
echo "$root/bin" >> "${GITHUB_PATH:?is set by GitHub}"
