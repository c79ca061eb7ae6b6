-- Posts requests about customers, and tells of the run in one line of JSON as score.lua does.
-- usage: wrk … -s by-id.lua URL -- FILE CUSTOMERS
-- CUSTOMER in the file is one of c-0 to c-(CUSTOMERS - 1), another one each time.

local messages = {}
local customers

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local body = file:read("*a")
  file:close()
  customers = tonumber(arguments[2])
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  -- Put together beforehand as far as memory allows, so that the client is not what is measured.
  math.randomseed(tonumber(tostring(messages):match("0x(%x+)"), 16) % 2147483647)
  for index = 1, 50000 do
    local number = customers > 50000 and math.random(0, customers - 1) or (index - 1) % customers
    messages[index] = wrk.format(nil, nil, nil, (body:gsub("CUSTOMER", "c-" .. number)))
  end
end

local next = 0

function request()
  next = next % #messages + 1
  return messages[next]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"most":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
