#!/usr/bin/env bash
# Checks integrations/request-tracker with a real Request Tracker 5 of its own (SQLite, in a folder that goes away at
# the end): tickets created by the web, by REST 2, by mail and by RT's command line get the priority that Heed answers
# with and stand in Heed's line; resolved ones leave it; a person's priority is left; without Heed, RT goes on as ever.
# And the other way round: the request by which Heed writes a priority back.
set -euo pipefail
# shellcheck source=scripts/lib/integrations.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib/integrations.sh"

need rt-setup-database-5 'request-tracker5 rt5-db-sqlite rt5-standalone'
need rt-mailgate-5 rt5-clients
SERVER=/usr/share/request-tracker5/libexec/standalone_httpd
[[ -x $SERVER ]] || skip 'there is no standalone_httpd: apt-get install rt5-standalone'
need curl curl
RT_PORT=$(free_port) RT_URL=http://127.0.0.1
RT_URL=$RT_URL:$RT_PORT
export RT_SITE_CONFIG=$WORK/RT_SiteConfig.pm RT_SITE_CONFIG_DIR=$WORK/more
export PERL5LIB=$ROOT/integrations/request-tracker/lib
mkdir "$WORK"/{more,var,mason,session,log}

# configure NAME VALUE…: RT's configuration, with further settings, as Perl has them.
configure() {
  cat >"$RT_SITE_CONFIG" <<PERL
\$VarPath = '$WORK/var';
\$MasonDataDir = '$WORK/mason';
\$MasonSessionDir = '$WORK/session';
Set(\$rtname, 'example.com');
Set(\$Organization, 'example.com');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, $RT_PORT);
Set(\$WebPath, '');
Set(\$DatabaseType, 'SQLite');
Set(\$DatabaseName, '$WORK/var/rt.sqlite');
Set(\$LogToSyslog, undef);
Set(\$LogToSTDERR, undef);
Set(\$LogToFile, 'warning');
Set(\$LogDir, '$WORK/log');
Set(\$LogToFileNamed, 'rt.log');
Set(\$MailCommand, 'testfile');
Set(\$HeedURL, '$1');
$2
1;
PERL
}

# start_rt URL SETTINGS: RT's own web server, with Heed at the URL.
start_rt() {
  [[ -z ${RT:-} ]] || stop "$RT"
  configure "$@"
  background "$WORK/rt.log" "$SERVER" --host 127.0.0.1 --port "$RT_PORT"
  RT=$BACKGROUND
  until_true 60 curl -fs -o /dev/null "$RT_URL/" || { cat "$WORK/rt.log" >&2 && exit 1; }
}

insert() { rt-setup-database-5 --action insert --skip-create --force --datafile "$1" >"$WORK/insert.log" 2>&1; }

# rest METHOD PATH [JSON]: RT's REST 2, as its administrator.
rest() {
  curl -s -u root:password -X "$1" -H 'Content-Type: application/json' ${3:+--data "$3"} "$RT_URL/REST/2.0/$2"
}

# ask PYTHON: what an expression makes of the JSON `it` that comes in.
ask() { python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"; }

priority() { rest GET "ticket/$1" | ask 'it["Priority"]'; }

create() { rest POST ticket "$1" | ask 'it["id"]'; }

# The state of a ticket of RT's in Heed's line: waiting, done, abandoned …; none where Heed does not know it.
state() { curl -s -H "X-API-Key: $KEY" "$HEED_URL/queue/rt-$1" | ask 'it.get("state", "none")'; }

# Whether Heed has nothing more to write back, and what it gave up.
outbox() { curl -s -H "X-API-Key: $ADMINISTRATOR" "$HEED_URL/outbox" | ask "sum(one['$1'] for one in it['targets'])"; }
settled() { [[ $(outbox pending) == 0 ]]; }

# What Heed asks of RT for a ticket of a severity: a number by its tier, from 0 to 100.
asked() {
  curl -s -H "X-API-Key: $ADMINISTRATOR" "$HEED_URL/score.txt?field=priority&channel=web&severity=$1"
}

# RT comes first, as Heed is to know a token of its user.
configure '' ''
rt-setup-database-5 --action init --skip-create --force >"$WORK/init.log" 2>&1 ||
  { cat "$WORK/init.log" >&2 && exit 1; }
insert "$ROOT/integrations/request-tracker/initialdata"
insert "$ROOT/integrations/request-tracker/initialdata"
insert "$ROOT/scripts/integrations/request-tracker/initialdata"
same 'inserting initialdata twice makes one scrip' \
  "$(python3 -c '
import sqlite3, sys
count = "select count(*) from Scrips where Description like \"Ask Heed%\""
print(sqlite3.connect(sys.argv[1]).execute(count).fetchone()[0])
' "$WORK/var/rt.sqlite")" 1

# A token as the page makes it, by which Heed writes priorities back.
export RT_TOKEN
RT_TOKEN=$(perl -I/usr/share/request-tracker5/lib -MRT=-init -e '
  my $user = RT::User->new(RT->SystemUser); $user->Load("heed");
  my ($id, $why, $token) = RT::AuthToken->new(RT->SystemUser)->Create(Owner => $user->Id, Description => "Heed");
  print $token // die $why' 2>"$WORK/token.log")
export HEED_CONFIG=$WORK/heed.yaml
cat >"$HEED_CONFIG" <<YAML
write_back:
  - {name: rt, system: request-tracker, url: "$RT_URL", token: env:RT_TOKEN, tickets: rt-}
YAML
start_heed queue
has_route /hooks/request-tracker || skip 'this heed has no /hooks/request-tracker'

start_rt "$HEED_URL" "Set(\$HeedKey, '$KEY');"
normal=$(asked normal) critical=$(asked critical)
if ((critical > normal)); then
  pass "Heed asks for more for a critical fault ($critical) than for another ($normal)"
else
  fail 'Heed asks for more for a critical fault' "$critical is not more than $normal"
fi

ticket=$(create '{"Queue":"General","Subject":"By REST 2","Requestor":"ann@example.com","Content":"It is down",
  "CustomFields":{"Severity":"critical"}}')
same 'created by REST 2, critical: its priority in RT' "$(priority "$ticket")" "$critical"
same 'created by REST 2, critical: waits in Heed' "$(state "$ticket")" waiting
listed=$(curl -s -H "X-API-Key: $KEY" "$HEED_URL/queue" |
  ask "'rt-$ticket' in [ticket['ticket'] for ticket in it['tickets']]")
same "created by REST 2, critical: stands in Heed's line" "$listed" True

curl -s -c "$WORK/cookies" -o /dev/null -d user=root -d pass=password "$RT_URL/NoAuth/Login.html"
page=$RT_URL/Ticket/Create.html
ticket=$(curl -s -b "$WORK/cookies" -e "$page" -o /dev/null -w '%{redirect_url}' -F id=new -F Queue=1 -F Status=new \
  -F Subject='By the web' -F Requestors=bob@example.com -F Content=Hello -F SubmitTicket=Create "$page" |
  sed -n 's/.*[?&]id=\([0-9]*\).*/\1/p')
same 'created by the web: its priority in RT' "$(priority "$ticket")" "$normal"
same 'created by the web: waits in Heed' "$(state "$ticket")" waiting
rest PUT "ticket/$ticket" '{"CustomFields":{"Severity":"critical"}}' >/dev/null
same 'a field that Heed is sent changes: the priority follows' "$(priority "$ticket")" "$critical"
# What Heed is about to write back would come after what the person sets.
until_true 20 settled || true
rest PUT "ticket/$ticket" '{"Priority":7}' >/dev/null
rest POST "ticket/$ticket/correspond" '{"Content":"Any news?","ContentType":"text/plain"}' >/dev/null
same 'a priority that a person has set is left' "$(priority "$ticket")" 7
rest PUT "ticket/$ticket" '{"Status":"resolved"}' >/dev/null
like 'resolved in RT: waits no longer in Heed' "$(state "$ticket")" 'done|abandoned'

printf '%s\n' 'From: Cem <cem@example.com>' 'To: rt@example.com' 'Subject: By mail' 'Message-ID: <1@example.com>' '' \
  Help |
  rt-mailgate-5 --queue General --action correspond --url "$RT_URL" >/dev/null
ticket=$((ticket + 1))
same 'created by mail: its priority in RT' "$(priority "$ticket")" "$normal"
same 'created by mail: waits in Heed' "$(state "$ticket")" waiting
rest PUT "ticket/$ticket" '{"Status":"rejected"}' >/dev/null
like 'rejected in RT: waits no longer in Heed' "$(state "$ticket")" 'done|abandoned'

made=$(HOME=$WORK RTSERVER=$RT_URL RTUSER=root RTPASSWD=password \
  rt-5 create -t ticket set subject='By rt' queue=General requestor=dia@example.com)
ticket=$((ticket + 1))
like "created by RT's command line" "$made" ".*Ticket $ticket created.*"
same "created by RT's command line: its priority in RT" "$(priority "$ticket")" "$normal"

# Heed learns by itself that a ticket is worse than it was, and RT gets to know.
curl -s -o /dev/null -X PATCH -H "X-API-Key: $KEY" -H 'Content-Type: application/merge-patch+json' \
  --data '{"ticket":{"severity":"critical"}}' "$HEED_URL/queue/rt-$ticket"
has_priority() { [[ $(priority "$1") == "$2" ]]; }
until_true 20 has_priority "$ticket" "$critical" || true
same 'a ticket changes in Heed: its priority in RT follows' "$(priority "$ticket")" "$critical"
until_true 20 settled || true
same 'Heed has written all of it back' "$(outbox pending) waiting, $(outbox dead) given up" '0 waiting, 0 given up'

# The request by which it does so.
# write_back TICKET HEAD: the status of the request.
write_back() {
  curl -s -o "$WORK/written" -w '%{http_code}' -X PUT -H "Authorization: token $RT_TOKEN" \
    -H 'Content-Type: application/json' ${2:+-H "$2"} --data '{"Priority":80}' "$RT_URL/REST/2.0/ticket/$1"
}
same 'Heed writes back: 200' "$(write_back "$ticket" '')" 200
same 'Heed writes back: the priority in RT' "$(priority "$ticket")" 80
same 'Heed writes back with an If-Match that is over: 412' "$(write_back "$ticket" 'If-Match: "1"')" 412
like 'Heed writes back to a ticket that is not there' "$(write_back 999999 '')" '40[34]'
rest PUT "ticket/$ticket" '{"CustomFields":{"Severity":"critical"}}' >/dev/null
same 'what Heed itself has written is no priority of a person' "$(priority "$ticket")" "$critical"

start_rt "$HEED_URL" "Set(\$HeedKey, 'not-a-key');"
ticket=$(create '{"Queue":"General","Subject":"A wrong key"}')
same 'a key that is not good: the ticket is created' "$(priority "$ticket")" 0
like 'a key that is not good: RT logs why' "$(grep -c "Heed, ticket $ticket: 401" "$WORK/log/rt.log")" '[1-9]'

start_silence
start_rt "$SILENT_URL" "Set(\$HeedKey, '$KEY');"
ticket=$(create '{"Queue":"General","Subject":"Heed hangs"}')
same 'a Heed that hangs: the ticket is created' "$(priority "$ticket")" 0
like 'a Heed that hangs: RT logs why' "$(grep -c "Heed, ticket $ticket: 599.*Timed out" "$WORK/log/rt.log")" '[1-9]'

start_rt "$HEED_URL" "Set(\$HeedKey, '$KEY');"
stop "$HEED_PROCESS"
ticket=$(create '{"Queue":"General","Subject":"Heed is away"}')
same 'Heed stopped: the ticket is created' "$(priority "$ticket")" 0
like 'Heed stopped: RT logs why' "$(grep -c "Heed, ticket $ticket: 599" "$WORK/log/rt.log")" '[1-9]'
