#!/usr/bin/env bash
# What the action runs: annotations and a summary for GitHub, and SARIF where it is asked for.
set -euo pipefail

arguments=(--format github)
if [ -n "${INPUT_SARIF:-}" ]; then
  arguments+=(--output - --format sarif --output "$INPUT_SARIF")
fi
if [ -n "${INPUT_BASELINE:-}" ]; then
  arguments+=(--baseline "$INPUT_BASELINE")
fi
fail_on="${INPUT_FAIL_ON:-note}"
if [ "$fail_on" != never ]; then
  arguments+=(--fail-on "$fail_on")
fi
# GITHUB_BASE_REF is the branch that a pull request goes to, and empty for any other event.
if [ "${INPUT_ONLY_CHANGES:-true}" = true ] && [ -n "${GITHUB_BASE_REF:-}" ]; then
  arguments+=(--since "origin/$GITHUB_BASE_REF" --diff-only)
fi
paths=()
while IFS= read -r path; do
  if [ -n "$path" ]; then paths+=("$path"); fi
done <<< "${INPUT_PATHS:-.}"

status=0
copydesk check "${arguments[@]}" -- "${paths[@]}" || status=$?
echo "status=$status" >> "${GITHUB_OUTPUT:-/dev/null}"
# What was found may be let pass; what could not be checked may not.
if [ "$fail_on" = never ] && [ "$status" -eq 1 ]; then status=0; fi
exit "$status"
