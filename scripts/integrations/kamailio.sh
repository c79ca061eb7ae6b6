#!/usr/bin/env bash
# Checks integrations/kamailio with the real Kamailio and SIPp on loopback: a call's INVITE comes out with Heed's tier
# and score, whatever the caller claims, and with the default when Heed is away, hangs or refuses the key.
set -euo pipefail
# shellcheck source=scripts/lib/integrations.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/integrations.sh"

need kamailio kamailio
[[ -e $(echo /usr/lib/*/kamailio/modules/http_client.so) ]] ||
  skip 'there is no http_client: apt-get install kamailio-utils-modules'
need sipp sip-tester
need curl curl
start_heed score customers
has_route '/score.form?caller=x' || skip 'this heed has no /score.form'

SIP=$(free_port) QUEUE=$(free_port) CALLER=$(free_port)

# start_kamailio URL KEY: Kamailio with the shipped files, its addresses put in as the page says.
start_kamailio() {
  local place=$WORK/kamailio shipped=$ROOT/integrations/kamailio
  mkdir -p "$place"
  sed "s,http://127.0.0.1:8080,$1,; s/X-API-Key: none/X-API-Key: $2/" "$shipped/heed.cfg" >"$place/heed.cfg"
  sed "s/udp:127.0.0.1:5060/udp:127.0.0.1:$SIP/; s/sip:127.0.0.1:5070/sip:127.0.0.1:$QUEUE/" "$shipped/kamailio.cfg" \
    >"$place/kamailio.cfg"
  background "$WORK/kamailio.log" \
    kamailio -f "$place/kamailio.cfg" -DD -E -m 32 -M 4 -Y "$place" -w "$place" -P "$place/pid"
  KAMAILIO=$BACKGROUND
  until_true 10 grep -q 'SO_RCVBUF is finally' "$WORK/kamailio.log" || { cat "$WORK/kamailio.log" >&2 && exit 1; }
}

# call NUMBER: one call from the number. Sets STATUS to SIPp's, INVITE to what came out of Kamailio, and TOOK to the
# seconds of the call.
call() {
  local messages=$WORK/queue.messages
  rm -f "$messages"
  (cd "$WORK" && exec sipp -sf "$ROOT/scripts/integrations/kamailio/queue.xml" -i 127.0.0.1 -p "$QUEUE" -m 1 -nostdin \
    -timeout 15 -trace_msg -message_file "$messages") >"$WORK/queue.log" 2>&1 </dev/null &
  local queue=$!
  STARTED+=("$queue")
  until_true 5 grep -qi ":$(printf %04X "$QUEUE") " /proc/net/udp || true
  local began=$EPOCHREALTIME
  STATUS=0
  (cd "$WORK" && timeout 20 sipp "127.0.0.1:$SIP" -sf "$ROOT/scripts/integrations/kamailio/caller.xml" -i 127.0.0.1 \
    -p "$CALLER" -m 1 -key number "$1" -nostdin -timeout 15) >"$WORK/caller.log" 2>&1 </dev/null || STATUS=$?
  TOOK=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }')
  wait "$queue" || STATUS=queue-$?
  INVITE=$(tr -d '\r' <"$messages" | sed -n '/^INVITE /,/^$/p')
}

# The value of a head field of the INVITE, or several, one a line.
field() { sed -n "s/^$1: //Ip" <<<"$INVITE"; }

# expect WHAT TIER SCORE: the call went through, with just one tier and score, which are like these.
expect() {
  same "$1: the call goes through" "$STATUS" 0
  like "$1: X-Heed-Tier" "$(field X-Heed-Tier)" "$2"
  like "$1: X-Heed-Score" "$(field X-Heed-Score)" "$3"
}

# asked CALLER NAME: what Heed itself answers about a caller.
asked() {
  curl -s -H "X-API-Key: $KEY" "$HEED_URL/score.form?channel=phone&caller=$1" | tr '&' '\n' | sed -n "s/^$2=//p"
}

store_customer
# Somebody waits and nobody serves: so there is no forecast, and `wait` in the answer is empty.
for desk in low normal high critical; do
  curl -sf -o "$WORK/waiting" -H "X-API-Key: $ADMINISTRATOR" -H 'Content-Type: application/json' \
    --data "{\"ticket\": {\"id\": \"W-$desk\", \"severity\": \"$desk\"}}" "$HEED_URL/queue"
done
start_kamailio "$HEED_URL" "$KEY"
call +49307654321
expect 'a customer of value, who claims to be critical' "$(asked %2B49307654321 tier)" "$(asked %2B49307654321 score)"
valued=$(field X-Heed-Score)
call +49301111111
expect 'somebody unknown, who claims to be critical' "$(asked %2B49301111111 tier)" "$(asked %2B49301111111 score)"
if ((valued > $(field X-Heed-Score))); then pass "the customer has the higher score, $valued"; else
  fail 'the customer has the higher score' "$valued and $(field X-Heed-Score)"; fi
call anonymous
expect 'a caller without a number' "$(asked anonymous tier)" "$(asked anonymous score)"
stop "$KAMAILIO"

start_kamailio "$HEED_URL" not-a-key
call +49307654321
expect 'a key that is not good' standard 0
stop "$KAMAILIO"

start_silence
start_kamailio "$SILENT_URL" "$KEY"
call +49307654321
expect 'a Heed that hangs' standard 0
line "a Heed that hangs: the call, from the first INVITE to the end" "$TOOK s"
stop "$KAMAILIO"

start_kamailio "$HEED_URL" "$KEY"
stop "$HEED_PROCESS"
call +49307654321
expect 'Heed stopped' standard 0
