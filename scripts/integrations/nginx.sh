#!/usr/bin/env bash
# Checks integrations/nginx/heed.conf with the real nginx in front of Heed: TLS, kept connections, large batches, a claim
# that waits, events as they come, the fields that are passed on, limits, and what is answered without Heed.
set -euo pipefail
# shellcheck source=scripts/lib/integrations.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/integrations.sh"

PATH=$PATH:/usr/sbin
need nginx nginx
need openssl openssl
need curl curl
start_heed score queue metrics

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$WORK/privkey.pem" -out "$WORK/fullchain.pem" 2>"$WORK/openssl.log"

# start_nginx UPSTREAM: nginx with the shipped file, changed where it says so. Sets HTTP, HTTPS and NGINX.
start_nginx() {
  local place=$WORK/nginx-$RANDOM plain secure
  mkdir -p "$place"
  plain=$(free_port) secure=$(free_port)
  sed "s/127\.0\.0\.1:8080/${1#http://}/; s/listen 80;/listen 127.0.0.1:$plain;/; s/listen 443 /listen 127.0.0.1:$secure /
    s/heed\.example\.com/localhost/; s,/etc/nginx/heed/,$WORK/," "$ROOT/integrations/nginx/heed.conf" >"$place/heed.conf"
  cat >"$place/nginx.conf" <<END
$( ((EUID)) || echo 'user root;')
pid $place/pid;
events { }
http {
  access_log off;
  client_body_temp_path $place/body; proxy_temp_path $place/proxy;
  fastcgi_temp_path $place/fastcgi; uwsgi_temp_path $place/uwsgi; scgi_temp_path $place/scgi;
  include $place/heed.conf;
}
END
  nginx -t -p "$place" -c "$place/nginx.conf" -e "$place/error.log" >"$place/test.log" 2>&1 || { cat "$place/test.log" >&2 && exit 1; }
  background "$place/nginx.log" nginx -p "$place" -c "$place/nginx.conf" -e "$place/error.log" -g 'daemon off;'
  NGINX=$BACKGROUND HTTP=http://localhost:$plain HTTPS=https://localhost:$secure
  until_true 10 curl -sk -o /dev/null "$HTTPS/livez"
}

# through [OPTION…] PATH: curl by nginx, with the key.
through() {
  local path=${*: -1}
  curl -s --cacert "$WORK/fullchain.pem" -H "Authorization: Bearer $KEY" "${@:1:$#-1}" "$HTTPS$path"
}

status() { through -o /dev/null -w '%{http_code}' "$@"; }

metric() { curl -s -H "X-API-Key: $KEY" "$HEED_URL/metrics" | awk -v name="$1" '$1 == name { print $2 }'; }

JSON=(-H 'Content-Type: application/json')

start_nginx "$HEED_URL"
pass 'nginx takes the configuration'
same 'HTTP leads to HTTPS' "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "$HTTP/docs")" "308 https://localhost/docs"
answer=$(through --http2 -w ' %{http_version}' "${JSON[@]}" -d '{"ticket":{"id":"T-1"}}' /score)
like 'a score, over TLS and HTTP/2' "$answer" '\{.*"tier":"standard".*\} 2'
same 'without a key Heed refuses' "$(curl -sk -o /dev/null -w '%{http_code}' "$HTTPS/queue/stats")" 401

before=$(metric heed_http_connections_accepted_total)
for _ in {1..20}; do status "${JSON[@]}" -d '{"ticket":{"id":"T-1"}}' /score >>"$WORK/statuses"; done
# Each look at the metrics is a connection of its own; each of nginx's workers keeps one.
same '20 requests on at most one kept connection' "$(($(metric heed_http_connections_accepted_total) - before <= 2))" 1

python3 -c 'import json
print(json.dumps([{"ticket": {"id": f"T-{i}", "topic": "x" * 100}} for i in range(12000)]))' >"$WORK/batch.json"
answer=$(status "${JSON[@]}" --data-binary "@$WORK/batch.json" /score/batch)
same "a batch of $(($(stat -c %s "$WORK/batch.json") / 1024)) KiB" "$answer" 200

status "${JSON[@]}" -X PUT -d '{"state":"available","desks":["general"]}' /agents/agent-7 >/dev/null
through "${JSON[@]}" -d '{"agent":"agent-7","wait_seconds":20}' /queue/claims >"$WORK/claim" &
claim=$!
sleep 1
status "${JSON[@]}" -d '{"ticket":{"id":"T-late"}}' /queue >/dev/null
wait "$claim"
like 'a claim that waits gets the ticket that comes' "$(<"$WORK/claim")" '.*"ticket":"T-late".*'

same 'operators are let in' "$(status /metrics)" 200
same 'and nobody else' "$(status --interface 127.0.0.2 /metrics)" 403

# A stream does not end by itself, so the look for it does.
if [[ $(curl -s --max-time 2 -o /dev/null -w '%{http_code}' -H "X-API-Key: $KEY" "$HEED_URL/events") == 200 ]]; then
  through -N --max-time 10 /events >"$WORK/events" || true &
  events=$!
  until_true 5 grep -q hello "$WORK/events" || true
  status "${JSON[@]}" -d '{"ticket":{"id":"T-event"}}' /queue >/dev/null
  until_true 8 grep -q T-event "$WORK/events" || true
  like 'an event of Heed comes while the stream is open' "$(cat "$WORK/events")" '.*T-event.*'
  kill "$events" 2>/dev/null || true
else
  line '/events' 'skipped (this heed has none)'
fi

for _ in {1..400}; do echo "url = $HTTPS/livez"; done >"$WORK/many"
curl -sk --parallel --parallel-max 50 -o /dev/null -w '%{http_code}\n' -K "$WORK/many" >"$WORK/many.statuses" 2>/dev/null || true
like 'of 400 requests at once, some are refused' "$(sort "$WORK/many.statuses" | uniq -c | xargs)" '.*[0-9]+ 429.*'
fields=$(curl -sk -i --parallel --parallel-max 50 --http1.1 -K "$WORK/many" 2>/dev/null | tr -d '\r' |
  grep -aE '^(Retry-After|Content-Type: application/problem)' | sort -u | xargs)
same 'as a problem, with the time to wait' "$fields" 'Content-Type: application/problem+json Retry-After: 1'
sleep 5

# Keys have rates of their own, although all requests come to Heed from nginx.
slow=$("${HEED:-$ROOT/.build/release/heed}" key create --name slow --scope queue --rate 1 --burst 2 \
  --file "$WORK/keys" 2>/dev/null)
until_true 10 curl -sfk -o /dev/null -H "X-API-Key: $slow" "$HTTPS/queue/stats"
statuses=$(for _ in {1..6}; do curl -sk -o /dev/null -w '%{http_code} ' -H "X-API-Key: $slow" "$HTTPS/queue/stats"; done)
like "a key beyond its rate is refused by Heed" "$statuses" '.*429 '
same 'and another key is not' "$(status /queue/stats)" 200

stop "$HEED_PROCESS"
sleep 0.5
same 'without Heed, a problem' "$(status /queue/stats)" 503
like 'that says so' "$(through /queue/stats)" '\{"type":"about:blank".*"status":503\}'
same 'without Heed, a phone system gets 0' "$(through -w '%{http_code}' /score.txt?caller=1)" $'0\n200'
same 'or no tier' "$(through -w '%{http_code}' '/score.txt?caller=1&field=tier')" $'\n200'
stop "$NGINX"

# A service that shows what reaches it, and sends events a second apart.
background "$WORK/echo.log" python3 "$ROOT/scripts/integrations/echo.py" "$WORK/echo.port"
until_true 10 test -s "$WORK/echo.port"
start_nginx "http://127.0.0.1:$(<"$WORK/echo.port")"
seen=$(through -H 'X-Forwarded-For: 9.9.9.9' -H 'X-Forwarded-Proto: http' /anything)
like "the client's address, and no other that it claims" "$seen" '.*"x-forwarded-for": "127.0.0.1".*'
like 'and that it came by HTTPS' "$seen" '.*"x-forwarded-proto": "https".*'
like 'the key passes' "$seen" ".*\"authorization\": \"Bearer $KEY\".*"
through -N --max-time 2 /events >"$WORK/events" || true
like 'events come one by one, while the stream is open' "$(cat "$WORK/events")" '.*data: 1.*'
same 'a stream that is never full' "$(grep -c 'data: 9' "$WORK/events" || true)" 0
