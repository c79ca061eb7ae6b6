#!/usr/bin/env bash
# Checks integrations/freeswitch and integrations/asterisk without FreeSWITCH and Asterisk, which Debian 12 does not
# have: the requests that their modules would make of the shipped dial plans are made with curl (telephony/requests.py),
# and the answers are read as they would read them (telephony/answers.py).
set -euo pipefail
# shellcheck source=scripts/lib/integrations.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/integrations.sh"

need curl curl
need python3 python3
HERE=$ROOT/scripts/integrations/telephony PLANS=$ROOT/integrations
start_heed score customers
has_route '/score.txt' || skip 'this heed has no /score.txt'

for file in "$PLANS"/freeswitch/*.xml; do
  same "${file##*/} is well-formed" \
    "$(python3 -c 'import sys, xml.dom.minidom as dom; dom.parse(sys.argv[1]); print("yes")' "$file")" yes
done

# plan FILE CALLER [KEY]: makes the request of a dial plan, from a caller. Sets STATUS, TYPE and TOOK, and leaves the
# answer in $WORK/answer.
plan() {
  local key=${3:-$KEY} options requests=$WORK/requests
  python3 "$HERE/requests.py" "$PLANS/$1" heed_key="$key" uuid=a1b2 caller_id_number="$2" \
    HEED_KEY="$key" HEED_URL=http://127.0.0.1:8080 UNIQUEID=1795.1 "CALLERID(num)=$2" |
    sed "s,http://127.0.0.1:8080,$HEED_URL,g" >"$requests"
  eval "options=($(<"$requests"))" # the line is quoted for a shell
  ask_heed "${options[@]}"
}

# ask_heed OPTION…: one request. A refused connection is a status of 000, as the modules go on then, too.
ask_heed() {
  : >"$WORK/answer"
  read -r STATUS TOOK TYPE < <(curl -s -o "$WORK/answer" -w '%{http_code} %{time_total} %{content_type}\n' "$@" || true)
}

answer() { cat "$WORK/answer"; }

# What a system makes of the answer: of all of it, or of one name.
made() { python3 "$HERE/answers.py" "$1" <"$WORK/answer" | if [[ -n ${2:-} ]]; then sed -n "s/^$2=//p"; else cat; fi; }

number='[0-9]+'

store_customer
plan freeswitch/heed-curl.xml +49301111111
same 'mod_curl: the status' "$STATUS" 200
like 'mod_curl: the media type' "$TYPE" 'text/plain.*'
like 'mod_curl: the body is digits and a line feed' "$(answer | od -An -c | tr -d ' \n')" "$number"'\\n'
unknown=$(made atoi)
plan freeswitch/heed-curl.xml +49307654321
known=$(made atoi)
if ((known > unknown)); then pass "mod_curl: a customer of value is ahead of somebody unknown, $known to $unknown seconds"; else
  fail 'mod_curl: a customer of value is ahead of somebody unknown' "$known and $unknown seconds"; fi
plan freeswitch/heed-curl.xml anonymous
like 'mod_curl: a caller without a number' "$(made atoi)" "$number"
plan freeswitch/heed-curl.xml +49301111111 not-a-key
same 'mod_curl: a key that is not good is 401' "$STATUS" 401
same 'mod_curl: … and no seconds ahead' "$(answer)" 0
ask_heed -A freeswitch-curl/1.0 "${HEED_URL/:\/\//:\/\/heed:$KEY@}/score.txt?caller=%2B49307654321"
same 'mod_curl before append_headers: the key in the address' "$(made atoi)" "$known"
ask_heed -A freeswitch-curl/1.0 -H "X-API-Key: $KEY" --data 'caller=%2B49307654321' "$HEED_URL/score.txt"
same 'mod_curl: a form' "$(made atoi)" "$known"

plan freeswitch/heed-httapi.xml +49307654321
same 'mod_httapi: the status, without which it reads nothing' "$STATUS" 200
like 'mod_httapi: the media type, without which it reads nothing' "$TYPE" '.*text/xml.*'
same 'mod_httapi: as many seconds ahead as by mod_curl' "$(made httapi cc_base_score)" "$known"
like 'mod_httapi: the tier' "$(made httapi heed_tier)" '[a-z]+'
same 'mod_httapi: it leaves the application, and does not ask again' "$(made httapi work)" break
allowed=$(grep -o '<variable name="[^"]*' "$PLANS/freeswitch/httapi-profile.xml" | sed 's/.*"//' | sort | tr '\n' ' ')
same 'mod_httapi: the profile allows the variables that are set' \
  "$(made httapi | sed -n '/^work=/d; s/=.*//p' | sort | tr '\n' ' ')" "$allowed"
plan freeswitch/heed-httapi.xml +49301111111 not-a-key
same 'mod_httapi: a key that is not good is 401, and it goes on' "$STATUS" 401

plan asterisk/heed.conf +49307654321
same 'Asterisk: the status' "$STATUS" 200
same 'Asterisk: as many seconds ahead as by mod_curl' "$(made hash seconds)" "$known"
like 'Asterisk: QUEUE_PRIO is a whole number up to 100' "$(made hash priority)" '[0-9]|[1-9][0-9]|100'
like 'Asterisk: the names that the page has' "$(made hash | sed 's/=.*//' | tr '\n' ' ')" \
  'score tier desk seconds head_start promise wait priority rank position '
same 'Asterisk: no line feed, which HASH would keep' "$(answer | wc -l | tr -d ' ')" 0
plan asterisk/heed.conf +49301111111 not-a-key
same 'Asterisk: a key that is not good is 401' "$STATUS" 401
like 'Asterisk: … and no priority' "$(made hash priority)" '0?'
# CURLOPT(httpheader) takes libcurl's own Content-Type away.
ask_heed -A asterisk-libcurl-agent/1.0 -H "X-API-Key: $KEY" -H 'Content-Type:' --data 'caller=%2B49307654321' \
  "$HEED_URL/score.form"
same 'Asterisk with CURLOPT(httpheader): a form without a Content-Type' "$(made hash seconds)" "$known"

# Whatever is missing or makes no sense, there is a number.
for query in '' '?' '?caller=' '?caller=%C3&severity=terrible&field=nonsense' '?caller=%22&&=&ticket' \
  "?caller=$(printf 'x%.0s' {1..3000})" '?caller=sip%3Aann%40example.com&topic=%0A'; do
  ask_heed -H "X-API-Key: $KEY" "$HEED_URL/score.txt$query"
  like "/score.txt${query:0:50}: digits" "$STATUS $(answer)" "200 $number"
done
ask_heed -H "X-API-Key: $KEY" --data 'caller=%zz&ticket=%00&topic=%ff' "$HEED_URL/score.txt"
like '/score.txt with a form of wrong percent signs: digits' "$STATUS $(answer)" "200 $number"
# In an address they are refused, as by most servers, and that must be no number.
ask_heed -H "X-API-Key: $KEY" "$HEED_URL/score.txt?caller=%zz"
same '/score.txt?caller=%zz: refused, and no seconds ahead' "$STATUS $(made atoi)" '400 0'
ask_heed -H "X-API-Key: $KEY" "$HEED_URL/score.txt?caller=+49307654321"
same 'a plus that nobody encoded is one all the same' "$(made atoi)" "$known"
ask_heed -H "X-API-Key: $KEY" "$HEED_URL/score.txt?caller=%2B49301111111&severity=critical"
if (($(made atoi) > unknown)); then pass 'a critical fault is ahead of another'; else
  fail 'a critical fault is ahead of another' "$(answer) and $unknown seconds"; fi
for field in seconds score tier desk wait priority rank; do
  ask_heed -H "X-API-Key: $KEY" "$HEED_URL/score.txt?caller=%2B49307654321&field=$field"
  case $field in
  tier | desk) like "field=$field: a word in a line" "$(answer | od -An -c | tr -d ' \n')" '[a-z-]+\\n' ;;
  *) like "field=$field: digits in a line" "$(answer | od -An -c | tr -d ' \n')" "$number"'\\n' ;;
  esac
done
line 'the last answer, in seconds' "$TOOK s"

stop "$HEED_PROCESS"
plan freeswitch/heed-curl.xml +49307654321
same 'Heed stopped: mod_curl has nothing, which is 0 seconds ahead' "$STATUS $(made atoi)" '000 0'
plan asterisk/heed.conf +49307654321
same 'Heed stopped: Asterisk has nothing, which is priority 0' "$STATUS $(made hash priority)" '000 '
start_silence
HEED_URL=$SILENT_URL
plan freeswitch/heed-curl.xml +49307654321
same 'a Heed that hangs: mod_curl has nothing' "$STATUS $(made atoi)" '000 0'
plan asterisk/heed.conf +49307654321
same 'a Heed that hangs: Asterisk has nothing' "$STATUS $(made hash priority)" '000 '
