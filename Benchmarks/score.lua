-- Posts one request over and over, and tells of the run in one line of JSON.
-- usage: wrk … -s score.lua URL -- FILE [DEPTH [close]]
-- So many requests (DEPTH, 1) are sent at a time; with `close` each asks for its connection to be closed.

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  if arguments[3] == "close" then wrk.headers["Connection"] = "close" end
  wrk.body = file:read("*a")
  file:close()
  -- The message is the same each time, so it is put together once.
  local message = wrk.format():rep(tonumber(arguments[2] or 1))
  request = function() return message end
end

-- wrk's times are in microseconds. It counts an answer as an error from status 400 on.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"most":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
