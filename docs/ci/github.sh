#!/bin/sh
# What the GitHub Action runs: action.yml has what the variables are.

set -eu

here=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
reports=${CONCORDAT_REPORTS:-concordat-reports}
CONCORDAT=${CONCORDAT:-$("$here/install.sh" "${CONCORDAT_VERSION:?}")}
export CONCORDAT

set -f
# shellcheck disable=SC2086 # Options are split at spaces, without looking for files that match.
set -- --report github \
  --report "html=$reports/concordat.html" \
  --report "junit=$reports/concordat.xml" \
  --report "sarif=$reports/concordat.sarif" \
  ${CONCORDAT_ARGUMENTS:-}

if [ -n "${CONCORDAT_RECORDINGS:-}" ]; then
  set -- "$@" --
  while IFS= read -r recording; do
    [ -z "$recording" ] || set -- "$@" "$recording"
  done <<EOF
$CONCORDAT_RECORDINGS
EOF
  exec "$CONCORDAT" check "$@"
fi
if [ -z "${CONCORDAT_BASE:-}" ] && [ -f concordat.yaml ] && grep -q '^recordings:' concordat.yaml; then
  exec "$CONCORDAT" check "$@"
fi
exec "$here/check-changed.sh" "${CONCORDAT_BASE:-}" -- "$@"
