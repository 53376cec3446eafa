import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Books } from './books.ts'
import type { Measured, Memory } from './measure.ts'
import { type StreamsResult, toolKind } from './tools.ts'

export interface Results {
  throughput: Map<number, Map<string, Measured>>
  single?: Map<string, Measured>
  /** By the name of the rate. */
  rates: Map<string, Map<string, Measured>>
  streams?: { count: number; results: Map<string, StreamsResult> }
  memory?: Memory
  books: Books[]
}

const table = (head: string[], rows: (string | number)[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
const ms = (value: number) => value.toFixed(2)

function throughputTable(throughput: Results['throughput']): string {
  const rows = [...throughput].flatMap(([connections, results]) => {
    const bare = results.get('bare')
    return [...results].map(([name, m]) => {
      const cpu = m.cpu.node + m.cpu.database
      const share = bare ? `${((m.rps / bare.rps) * 100).toFixed(0)} %` : '–'
      const times = bare ? (cpu / (bare.cpu.node + bare.cpu.database)).toFixed(2) : '–'
      return [
        connections,
        name,
        m.rps.toFixed(0),
        share,
        ms(m.p50),
        ms(m.p99),
        m.cpu.node.toFixed(0),
        m.cpu.database.toFixed(0),
        times,
        m.failed + m.broken,
      ]
    })
  })
  const head = ['connections', 'door', 'calls/s', 'of bare', 'p50 ms', 'p99 ms', 'CPU µs/call node', 'database', '× bare', 'errors']
  return table(head, rows)
}

function latencyTable(results: Map<string, Measured>): string {
  const bare = results.get('bare')
  const rows = [...results].map(([name, m]) => [
    name,
    m.rps.toFixed(0),
    ms(m.p50),
    ms(m.p99),
    bare ? ms(m.p50 - bare.p50) : '–',
    bare ? ms(m.p99 - bare.p99) : '–',
    m.failed + m.broken,
  ])
  return table(['door', 'calls/s', 'p50 ms', 'p99 ms', 'added p50', 'added p99', 'errors'], rows)
}

function streamsTable(results: Map<string, StreamsResult>): string {
  const rows = [...results].map(([name, s]) => [name, s.ok, s.bad + s.unfinished, s.events, ms(s.p50), ms(s.p90), ms(s.p99), ms(s.max)])
  return table(['door', 'streams whole', 'errors', 'events', 'delay p50 ms', 'p90', 'p99', 'max'], rows)
}

function booksTable(books: Books[]): string {
  const rows = books.map((b) => [
    b.name,
    b.upstream,
    b.settled,
    b.held,
    `${b.chargedNanos - b.expectedNanos}`,
    b.verify.replaceAll('|', '/'),
    b.right ? 'yes' : '**NO**',
  ])
  return table(['door', 'served by the upstream', 'settled', 'held', 'nanos off', 'ledger:verify', 'right'], rows)
}

export function report(results: Results): string {
  const parts: string[] = []
  if (results.throughput.size > 0) parts.push(`## Calls a second, closed loop\n\n${throughputTable(results.throughput)}`)
  if (results.single) parts.push(`## One connection\n\n${latencyTable(results.single)}`)
  for (const [name, result] of results.rates)
    parts.push(`## Steady rate: ${name}\n\nOpen loop; the delay counts from the planned moment.\n\n${latencyTable(result)}`)
  if (results.streams) {
    parts.push(
      `## ${results.streams.count} streams at once, 64 events each, one every 50 ms\n\nDelay of an event from the upstream's stamp to the client.\n\n${streamsTable(results.streams.results)}`,
    )
  }
  if (results.memory) {
    const { calls, steps } = results.memory
    const change = (((steps.at(-1) ?? 0) / (steps[0] ?? 1) - 1) * 100).toFixed(1)
    parts.push(
      `## Memory over ${calls} calls\n\nResident MiB of the server (direct) after the warm-up, then after each fifth: ${steps.map((s) => s.toFixed(0)).join(', ')} (${change} %).`,
    )
  }
  if (results.books.length > 0) parts.push(`## The books afterwards\n\n${booksTable(results.books)}`)
  return parts.join('\n\n')
}

export function writeResults(text: string, options: string): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const [cpu] = cpus()
  const machine = `${cpu?.model.trim()} × ${cpus().length}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}, Node ${process.version}, tools in ${toolKind}`
  const intro = `# Measured

\`npm run bench${options}\` on ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}.
Machine: ${machine}.

Server, PostgreSQL (durable commits), mock upstream and generator share these cores. **bare**: the least a proxy can do on node:http and undici (\`bench/bare-proxy.ts\`), without keys, limits or money. **direct** and **routes**: Atrium through its own door and through Next's route handlers, with keys, limits, durable holds and settlements, double-entry ledger and usage records. Rounds in turns; medians. What the figures mean: [FINDINGS.md](FINDINGS.md).
`
  writeFileSync(fileURLToPath(new URL('RESULTS.md', import.meta.url)), `${intro}\n${text}\n`)
}
