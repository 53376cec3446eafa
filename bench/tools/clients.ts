import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Pool } from 'undici'

/** Options and connections that the two Node clients share. */
export function client(extra: Record<string, string>) {
  const names = { port: '0', path: '/v1/chat/completions', keys: '', model: 'bench', body: '', ...extra }
  const options = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, { type: 'string' as const, default: value }]))
  const values = parseArgs({ options }).values as Record<string, string>
  const number = (name: string) => Number(values[name])
  const keys = (() => {
    try {
      return readFileSync(values.keys ?? '', 'utf8')
        .split('\n')
        .filter(Boolean)
    } catch {
      return ['sk-none'] // the bare proxy asks for none
    }
  })()
  let sent = 0
  const pool = (connections: number) =>
    new Pool(`http://127.0.0.1:${values.port}`, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
  const given = values.body ? readFileSync(values.body) : undefined
  const request = (pool: Pool, body: object) =>
    pool.request({
      method: 'POST',
      path: values.path ?? '',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${keys[sent++ % keys.length]}` },
      body: given ?? JSON.stringify({ model: values.model, ...body }),
    })
  return { number, pool, request }
}

/** Milliseconds that a fraction of a list does not exceed: p99 of a hundred is the 99th. */
export function percentiles(delays: number[]) {
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (fraction: number) => sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? 0
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) }
}
