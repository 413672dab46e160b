#!/bin/sh
# Checks the recordings that a branch adds or changes. What follows -- is given to concordat check.
#
#   check-changed.sh BASE [-- OPTION…]
#
#   BASE        what the branch is compared with, such as origin/main; empty: every recording that git knows
#   CONCORDAT   the program; without it, concordat on PATH
#
# The exit status is 0 where concordat check has 0 or no recording has changed, 1 where it has 1 or 2, and 2 where it cannot be run.

set -eu

[ "$#" -ge 1 ] || {
  printf 'check-changed.sh: expected what to compare with, such as origin/main\n' >&2
  exit 2
}
base=$1
shift
if [ "${1:-}" = -- ]; then shift; fi

list=$(mktemp)
trap 'rm -f "$list"' EXIT
if [ -n "$base" ]; then
  git diff -z --name-only --diff-filter=d "$base"... -- >"$list" || exit 2
else
  git ls-files -z >"$list" || exit 2
fi

# Names are those of git, each ended by NUL and so with any other character in them.
tr '\0\n' '\n\0' <"$list" |
  grep -aiE '\.((har|jsonl|ndjson)(\.gz)?|zhar|har\.zip)$' |
  tr '\0\n' '\n\0' >"$list.recordings" || :
trap 'rm -f "$list" "$list.recordings"' EXIT
if [ ! -s "$list.recordings" ]; then
  printf 'concordat: no recording has changed\n'
  exit 0
fi

# One run takes all of them, but for thousands.
xargs -0 "${CONCORDAT:-concordat}" check "$@" -- <"$list.recordings" || {
  # xargs says 123 where a command failed; the usual reason is findings.
  [ "$?" -eq 123 ] && exit 1
  exit 2
}
