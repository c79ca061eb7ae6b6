-- Posts a file over and over, and looks into each answer for the tier and the desk of its decision.
-- usage: wrk … -s check.lua URL -- FILE

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = file:read("*a")
  file:close()
  right, wrong = 0, 0
end

function response(status, headers, body)
  if status == 200 and body:find('"tier":"priority","desk":"social%-care"') then
    right = right + 1
  else
    wrong = wrong + 1
  end
end

function done(summary)
  local all, bad = 0, 0
  for _, thread in ipairs(threads) do
    all = all + thread:get("right")
    bad = bad + thread:get("wrong")
  end
  local errors = summary.errors
  io.write(string.format('\n{"right":%d,"wrong":%d,"errors":%d}\n', all, bad,
    errors.connect + errors.read + errors.write + errors.timeout))
end
