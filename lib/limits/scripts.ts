// What Redis runs. It keeps a hash for each level: the two buckets (what is left, when that was, the limit), and under c:<process> how many
// calls of that process run. The counts of a process whose own key has expired are dropped, so a dead one gives its places back.

const ground = `
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local keepMs = 7200000
local function refilled(h, name, limit)
  local left = tonumber(h[name])
  if not left then return limit end
  return math.min(limit, left + math.max(0, now - tonumber(h[name .. ':at'])) * limit / 60000)
end
local function read(key)
  local found, h = redis.call('HGETALL', key), {}
  for n = 1, #found, 2 do h[found[n]] = found[n + 1] end
  return h
end
local function exact(number) return string.format('%.17g', number) end
local function write(key, name, left)
  redis.call('HSET', key, name, exact(left), name .. ':at', exact(now))
end
local function count(key, process, running)
  if running > 0 then redis.call('HSET', key, 'c:' .. process, running) else redis.call('HDEL', key, 'c:' .. process) end
  redis.call('PEXPIRE', key, keepMs)
end
`

/**
 * Takes a place and tokens from every level, or nothing when one refuses. ARGV: the process, the prefix of the keys of processes, tokens
 * (-1: not yet known), and for each level: 1 where a place is to be taken, calls per minute, tokens per minute, calls at once (-1: no
 * limit), and the calls of this process with this one. Answers 1 or 0, and for each level what was left and the calls of the others.
 */
export const takeScript = `${ground}
local process, prefix, wish = ARGV[1], ARGV[2], tonumber(ARGV[3])
local alive = {}
local function lives(other)
  if alive[other] == nil then alive[other] = redis.call('EXISTS', prefix .. other) == 1 end
  return alive[other]
end
local function lacks(limit, left, wished)
  return limit >= 0 and (limit == 0 or math.min(wished, limit) - left > 1e-6)
end
local ok, levels, answer = 1, {}, { 1 }
for i, key in ipairs(KEYS) do
  local a = 3 + (i - 1) * 5
  local l = { fresh = ARGV[a + 1] == '1', rpm = tonumber(ARGV[a + 2]), tpm = tonumber(ARGV[a + 3]), running = tonumber(ARGV[a + 5]), others = 0 }
  local most, h = tonumber(ARGV[a + 4]), read(key)
  for name, calls in pairs(h) do
    local other = string.match(name, '^c:(.*)$')
    if other and other ~= process then
      if lives(other) then l.others = l.others + calls else redis.call('HDEL', key, name) end
    end
  end
  l.requests, l.tokens = refilled(h, 'requests', l.rpm), refilled(h, 'tokens', l.tpm)
  if l.fresh and ((most >= 0 and l.others + l.running > most) or lacks(l.rpm, l.requests, 1)) then ok = 0 end
  if wish >= 0 and lacks(l.tpm, l.tokens, wish) then ok = 0 end
  levels[i] = l
  answer[#answer + 1] = exact(l.requests)
  answer[#answer + 1] = exact(l.tokens)
  answer[#answer + 1] = l.others
end
answer[1] = ok
if ok == 1 then
  for i, key in ipairs(KEYS) do
    local l = levels[i]
    if l.fresh and l.rpm >= 0 then write(key, 'requests', l.requests - 1) end
    if wish >= 0 and l.tpm >= 0 then write(key, 'tokens', l.tokens - math.min(wish, l.tpm)) end
    count(key, process, l.running)
  end
end
return answer`

/** Corrects levels. ARGV: the process, and for each level: calls per minute, tokens per minute, the calls of this process, and what is given back. */
export const tellScript = `${ground}
local process = ARGV[1]
for i, key in ipairs(KEYS) do
  local a = 1 + (i - 1) * 5
  local rpm, tpm = tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
  local running, requests, tokens = tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5])
  local h = read(key)
  if rpm >= 0 and requests ~= 0 then write(key, 'requests', math.min(rpm, refilled(h, 'requests', rpm) + requests)) end
  if tpm >= 0 and tokens ~= 0 then write(key, 'tokens', math.min(tpm, refilled(h, 'tokens', tpm) + tokens)) end
  count(key, process, running)
end`
