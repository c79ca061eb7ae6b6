#!/usr/bin/env bash
# Checks the webhooks that Heed takes: the signed samples that docs/hooks.md and the pages under integrations/ show are
# sent as they stand there, and then with a wrong, missing, replayed and stale signature.
set -euo pipefail
# shellcheck source=scripts/lib/integrations.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/integrations.sh"

need curl curl
need openssl openssl
need python3 python3
SYSTEMS=(chatwoot zammad zendesk twilio generic)

# A heed whose hooks have secrets. Twilio signs the address that it calls, so the port has to be known before.
start_with_secrets() {
  local binary=${HEED:-} kind port
  for kind in release debug; do
    [[ -n $binary || ! -x $ROOT/.build/$kind/heed ]] || binary=$ROOT/.build/$kind/heed
  done
  [[ -n $binary ]] || skip "there is no heed: swift build -c release --product heed"
  port=$(free_port)
  HEED_URL=http://127.0.0.1:$port
  (
    umask 077
    for system in "${SYSTEMS[@]}"; do openssl rand -hex 32 >"$WORK/$(secret_file "$system")"; done
  )
  cat >"$WORK/heed.yaml" <<END
port: $port
policy: $ROOT/config/policy.yaml
data: $WORK/data
hooks:
  chatwoot: {secret: file:chatwoot.secret}
  zammad: {secret: file:zammad.secret}
  zendesk: {secret: file:zendesk.secret}
  twilio: {secret: file:twilio.token, public_url: $HEED_URL}
  generic: {secret: file:generic.secret}
END
  background "$WORK/heed.log" "$binary" serve --config "$WORK/heed.yaml"
  until_true 20 grep -q 'listens on http' "$WORK/heed.log" || { cat "$WORK/heed.log" >&2 && exit 1; }
}

# What the page of a system calls the file with its secret.
secret_file() { if [[ $1 == twilio ]]; then echo twilio.token; else echo "$1.secret"; fi; }

# sample SYSTEM: the lines of its page that sign a sample and send it, for this heed.
sample() {
  local page=$ROOT/integrations/$1/README.md
  [[ $1 != generic ]] || page=$ROOT/docs/hooks.md
  # shellcheck disable=SC2016 # the program is Python's, not the shell's
  python3 -c '
import re, sys
blocks = re.findall(r"^( *)```sh\n(.*?)^ *```", open(sys.argv[1]).read(), re.S | re.M)
print(next(text for _, text in blocks if "openssl dgst" in text))' "$page" |
    sed -e "s,https://heed.example.com,$HEED_URL,g" -e "s,secret='…',secret=\$(cat generic.secret)," \
      -e "s,curl -sS,curl -sS -w ' %{http_code}',"
}

# run SYSTEM [SED]: runs the lines of its page, changed as told, and prints answer and status.
run() { (cd "$WORK" && bash -c "$(sample "$1" | sed -E "${2:-}")" 2>&1) | tr -d '\r\n'; }

# state TICKET: what the line says of it.
state() { curl -s "$HEED_URL/queue/$1" | grep -o '"state":"[a-z]*"' || true; }

start_with_secrets
[[ $(curl -s -o /dev/null -w '%{http_code}' "$HEED_URL/hooks/nobody") != 200 ]] || skip 'this heed takes no hooks'
declare -A TICKETS=([chatwoot]=chatwoot-207 [zammad]=zammad-81 [zendesk]=zendesk-35436 [twilio]=twilio-WT01 [generic]=T-32)

for system in "${SYSTEMS[@]}"; do
  # First of all what is not to be believed, so that nothing of it can be seen as done.
  like "$system: a wrong secret" "$(run "$system" 's/-hmac "/-hmac "x/')" '.*does not match.* 403'
  like "$system: no signature" "$(run "$system" 's/-H "[A-Za-z-]*ignature: [^"]*"//')" '.*is missing.* 403'
  # shellcheck disable=SC2016 # the variable is one of the sample's
  like "$system: the signature with another body" \
    "$(run "$system" 's/--data-binary "\$body"/--data-binary "$body "/; s/TaskSid=WT01/TaskSid=WT02/')" \
    '.*does not match.* 403'
  if [[ $system != zammad ]]; then
    like "$system: the signature of 400 seconds ago" \
      "$(run "$system" 's/date \+%s/date -d "-400 seconds" +%s/g; s/date -u \+/date -u -d "-400 seconds" +/')" \
      '.*s ago, and at most 300 s are accepted.* 403'
    like "$system: the signature of a clock that is ahead" \
      "$(run "$system" 's/date \+%s/date -d "400 seconds" +%s/g; s/date -u \+/date -u -d "400 seconds" +/')" \
      '.*ahead of the clock here.* 403'
  fi
  same "$system: nothing of that is in the line" "$(state "${TICKETS[$system]}")" ''
  if [[ $system == twilio ]]; then
    like "$system: the sample of its page" "$(run "$system")" '.*204 No Content.* 204'
    like "$system: the sample once more" "$(run "$system")" '.*204 No Content.* 204'
  else
    like "$system: the sample of its page" "$(run "$system")" \
      "\\{\"action\":\"enqueued\",\"ticket\":\"${TICKETS[$system]}\".*\"duplicate\":false.* 200"
    like "$system: the sample once more" "$(run "$system")" '.*"duplicate":true.* 200'
  fi
  same "$system: it is in the line" "$(state "${TICKETS[$system]}")" '"state":"waiting"'
done
