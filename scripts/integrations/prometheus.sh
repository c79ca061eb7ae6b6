#!/usr/bin/env bash
# Checks integrations/prometheus and integrations/grafana with the real promtool and Prometheus: the rules and their tests,
# the form of what /metrics answers, a scrape with and without a key, the rules in force on what was scraped, and every
# query of the dashboard.
set -euo pipefail
# shellcheck source=scripts/lib/integrations.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/integrations.sh"

need promtool prometheus
need prometheus prometheus
need curl curl
SHIPPED=$ROOT/integrations/prometheus

# try WHAT COMMAND…: passes when the command succeeds.
try() {
  local what=$1
  shift
  if "$@" >"$WORK/try.log" 2>&1; then pass "$what"; else fail "$what" "$(tail -c 400 "$WORK/try.log")"; fi
}

# A heed without keys. Sets OPEN_URL.
start_open_heed() {
  background "$WORK/open.log" "${HEED:-$ROOT/.build/release/heed}" serve --port 0 --data "$WORK/open" \
    --policy "$ROOT/config/policy.yaml"
  until_true 20 grep -q 'listens on http' "$WORK/open.log" || { cat "$WORK/open.log" >&2 && exit 1; }
  OPEN_URL=$(grep -om1 'http://127\.0\.0\.1:[0-9]*' "$WORK/open.log")
}

# A ticket of each severity, an agent, and one ticket taken, so that most metrics have something to show.
make_traffic() {
  local severity
  post() { curl -fsS -o /dev/null -H 'Content-Type: application/json' "$@"; }
  for severity in low normal high critical; do
    post "$OPEN_URL/queue" -d "{\"ticket\": {\"id\": \"T-$severity\", \"severity\": \"$severity\"}}"
  done
  post -X PUT "$OPEN_URL/agents/agent-7" -d '{"state": "available", "desks": ["general", "senior", "first-response"]}'
  post "$OPEN_URL/queue/claims" -d '{"agent": "agent-7"}'
}

# configure KEY_FILE: the shipped configuration with the addresses of the two, as its page says; and quicker.
configure() {
  mkdir -p "$WORK/prometheus"
  cp "$SHIPPED/heed-alerts.yml" "$WORK/prometheus"
  sed "s/_interval: 15s/_interval: 1s/; s/127\.0\.0\.1:8080/${OPEN_URL#http://}/" \
    "$SHIPPED/prometheus.yml" >"$WORK/prometheus/prometheus.yml"
  # The same job once more for the heed with keys: the shipped lines, with their marks taken away.
  sed -n '/- job_name: heed/,$p' "$SHIPPED/prometheus.yml" |
    sed "s/# authorization:/authorization:/; s,#   credentials_file: .*,  credentials_file: $1,
      s/job_name: heed/job_name: heed-with-key/; s/127\.0\.0\.1:8080/${HEED_URL#http://}/" >>"$WORK/prometheus/prometheus.yml"
}

# ask PATH [PARAMETER…]: Prometheus' own API; the answer's data.
ask() {
  local path=$1
  shift
  curl -sG "$PROMETHEUS/api/v1/$path" "$@"
}

# figure EXPRESSION: the value of the first series, or nothing.
figure() {
  ask query --data-urlencode "query=$1" |
    python3 -c 'import json, sys; found = json.load(sys.stdin)["data"]["result"]; print(found[0]["value"][1] if found else "")'
}

has_value() { [[ -n $(figure "$1") ]]; }

try 'promtool check rules' promtool check rules "$SHIPPED/heed-alerts.yml"
try 'promtool test rules' promtool test rules "$SHIPPED/heed-alerts-test.yml"
untested=$(comm -23 <(sed -n 's/.*- alert: //p' "$SHIPPED/heed-alerts.yml" | sort) \
  <(sed -n 's/.*alertname="\([^"]*\)".*/\1/p' "$SHIPPED/heed-alerts-test.yml" | sort))
same 'every alert has a test in which it fires' "$untested" ''

start_heed metrics
start_open_heed
make_traffic
curl -s "$OPEN_URL/metrics" >"$WORK/metrics"
try 'promtool check metrics, on what Heed answers' promtool check metrics <"$WORK/metrics"
same 'without a key, where keys are in force' "$(curl -s -o /dev/null -w '%{http_code}' "$HEED_URL/metrics")" 401

printf '%s\n' "$KEY" >"$WORK/heed-key"
configure "$WORK/heed-key"
try 'promtool check config' promtool check config "$WORK/prometheus/prometheus.yml"
PORT=$(free_port) PROMETHEUS=http://127.0.0.1
PROMETHEUS=$PROMETHEUS:$PORT
background "$WORK/prometheus.log" prometheus --config.file="$WORK/prometheus/prometheus.yml" \
  --storage.tsdb.path="$WORK/prometheus/data" --web.listen-address="127.0.0.1:$PORT"
until_true 30 curl -fs -o /dev/null "$PROMETHEUS/-/ready" || { cat "$WORK/prometheus.log" >&2 && exit 1; }
until_true 30 has_value 'heed:queue_urgency' || true
same 'Prometheus scrapes Heed' "$(figure 'up{job="heed"}')" 1
same 'and one that asks for a key, with the key' "$(figure 'up{job="heed-with-key"}')" 1
same 'the line as it is' "$(figure 'sum(heed_queue_waiting{job="heed"})')" 3
like 'rules that record' "$(figure 'max(heed:queue_urgency)')" '[0-9.e-]+'
same 'all rules are in force' "$(ask rules | grep -o '"health":"ok"' | wc -l)" \
  "$(grep -cE 'alert:|record:' "$SHIPPED/heed-alerts.yml")"
same 'and none that cannot be evaluated' "$(ask rules | grep -o '"health":"err"' | wc -l)" 0

# Every query of the dashboard, with its variables filled in as Grafana does, and the metrics that they name.
mapfile -t unknown < <(python3 "$ROOT/scripts/integrations/dashboard.py" "$ROOT/integrations/grafana/heed.json" \
  "$PROMETHEUS" "$WORK/metrics")
same 'the dashboard: every query is understood, every metric known' "${unknown[*]-}" ''

stop "$HEED_PROCESS"
until_true 20 has_value 'ALERTS{alertname="HeedDown"} or (up{job="heed-with-key"} == 0)'
same 'a Heed that is stopped is seen to be down' "$(figure 'up{job="heed-with-key"}')" 0
