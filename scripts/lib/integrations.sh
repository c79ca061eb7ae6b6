# shellcheck shell=bash disable=SC2034 # the variables are for those who source it
# What the checks under scripts/integrations share: a heed of their own with a key, a folder that goes away at the end,
# and one line for each thing that was tried. To be sourced, with `set -euo pipefail`.
#
# Exit status of the checks: 0 nothing failed, 1 something failed, 77 a program is missing and nothing was tried.
# HEED names the binary; without it, it is the one in .build.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
WORK=$(mktemp -d -t heed-integration.XXXXXX)
SUBJECT=${0##*/} SUBJECT=${SUBJECT%.sh}
PASSED=0 FAILED=0
STARTED=() # process ids that are to be ended

finish() {
  local status=$? process
  for process in "${STARTED[@]}"; do kill "$process" 2>/dev/null || true; done
  for process in "${STARTED[@]}"; do wait "$process" 2>/dev/null || true; done
  if [[ -n ${KEEP:-} ]]; then echo "kept: $WORK"; else rm -rf "$WORK"; fi
  if ((status == 0 || status == 1)); then
    printf '%s: %d pass, %d FAIL\n' "$SUBJECT" "$PASSED" "$FAILED"
    if ((FAILED > 0 || PASSED == 0)); then status=1; fi
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 143' TERM INT

line() { printf '%-16s %-76s %s\n' "$SUBJECT" "$1" "$2"; }

pass() { PASSED=$((PASSED + 1)) && line "$1" pass; }

# fail WHAT WHY
fail() { FAILED=$((FAILED + 1)) && line "$1" "FAIL: $2"; }

# Says what is missing, and that nothing was tried.
skip() { line "$1" skipped && exit 77; }

# need PROGRAM PACKAGE: a program that the check cannot do without.
need() { [[ -n $(PATH=$PATH:/usr/sbin type -P "$1") ]] || skip "there is no $1: apt-get install $2"; }

# same WHAT FOUND EXPECTED: passes when both are the same text.
same() {
  if [[ $2 == "$3" ]]; then pass "$1"; else fail "$1" "found $(printf %q "${2:0:300}"), not $(printf %q "$3")"; fi
}

# like WHAT FOUND PATTERN: passes when the whole text matches the extended regular expression.
like() {
  if [[ $2 =~ ^($3)$ ]]; then pass "$1"; else fail "$1" "found $(printf %q "${2:0:300}"), which is not like $3"; fi
}

# until_true SECONDS COMMAND…: tries again until the command succeeds or the time is over.
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# A port that nobody listens on now.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# background LOG COMMAND…: starts a process that is ended with the check, and sets BACKGROUND to its id.
background() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null &
  BACKGROUND=$!
  STARTED+=("$BACKGROUND")
}

# stop PROCESS: ends one that was started, and waits for its end.
stop() {
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# start_heed SCOPE…: starts a heed that asks for keys, with an empty line, on a free port. Sets HEED_URL, HEED_PROCESS,
# KEY, which has the scopes that are named, and ADMINISTRATOR, a key for what only the check itself asks.
start_heed() {
  local binary=${HEED:-} kind scope scopes=()
  for kind in release debug; do
    [[ -n $binary || ! -x $ROOT/.build/$kind/heed ]] || binary=$ROOT/.build/$kind/heed
  done
  [[ -n $binary ]] || skip "there is no heed: swift build -c release --product heed"
  for scope in "$@"; do scopes+=(--scope "$scope"); done
  make_key() { "$binary" key create --name "$1" "${@:2}" --file "$WORK/keys" 2>"$WORK/key.log"; }
  if ! KEY=$(make_key check "${scopes[@]}") || ! ADMINISTRATOR=$(make_key administrator --scope admin); then
    cat "$WORK/key.log" >&2
    exit 1
  fi
  background "$WORK/heed.log" "$binary" serve --port "${HEED_PORT:-0}" --data "$WORK/data" --keys "$WORK/keys" \
    --policy "$ROOT/config/policy.yaml"
  HEED_PROCESS=$BACKGROUND
  until_true 20 grep -q 'listens on http' "$WORK/heed.log" || { cat "$WORK/heed.log" >&2 && exit 1; }
  HEED_URL=$(grep -om1 'http://127\.0\.0\.1:[0-9]*' "$WORK/heed.log")
}

# Whether somebody listens on the port.
accepts() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Stores a customer of value, known by the number +49 30 7654321, who is ahead of somebody unknown. It takes the scope
# customers.
store_customer() {
  curl -fs -o /dev/null -X PUT -H "X-API-Key: $KEY" -H 'Content-Type: application/json' "$HEED_URL/customers/c-1" --data '
    {"customer": {"lifetime_value": 50000, "tenure_days": 4000, "loyalty_level": "gold"},
     "identities": ["phone:+49307654321"]}' || fail 'a customer is stored' 'PUT /customers/c-1 failed'
}

# A server that takes connections and never says anything: a Heed that hangs. Sets SILENT_URL.
start_silence() {
  local port
  port=$(free_port)
  background "$WORK/silence.log" python3 -c '
import socket, sys, time
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))
server.listen(64)
time.sleep(3600)' "$port"
  SILENT_URL=http://127.0.0.1:$port
  until_true 10 accepts "$port"
}

# has_route PATH: whether this heed has the route at all.
has_route() { [[ $(curl -s -o /dev/null -w '%{http_code}' -H "X-API-Key: $KEY" "$HEED_URL$1") != 404 ]]; }
