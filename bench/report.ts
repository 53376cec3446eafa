import { families, tasks } from './bodies.ts'
import { burstConnections, type Door, type LoadName, limitMs, type Size } from './plan.ts'
import { added, type ByDoor, type Compared, cpuOfCall, doors, type Measured, type Results, type SlowReading, timesBare } from './results.ts'
import { growthOf, targetsOf, verdictOf } from './targets.ts'

const table = (head: string[], rows: (string | number)[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
const ms = (value: number | undefined) => value?.toFixed(2) ?? '–'
const entries = <T>(of: ByDoor<T>) => doors.flatMap((door): [Door, T][] => (of[door] === undefined ? [] : [[door, of[door]]]))
const measuredAt = (results: Results, load: LoadName) => entries(results.loads[load] ?? {})

function targetsTable(results: Results): string {
  const rows = targetsOf(results).map((row) => {
    const sign = row.more ? '≥' : '≤'
    const verdict = verdictOf(row)
    const measured = verdict === 'not measured' ? '–' : `${row.measured?.toFixed(row.unit === 'MiB' ? 0 : 2)} ${row.unit}`
    return [row.name, measured, `${sign} ${row.target}`, `${sign} ${row.goal}`, verdict === 'missed' ? '**missed**' : verdict]
  })
  return table(['direct door', 'measured', 'target', 'goal', ''], rows)
}

const throughputHead = ['calls/s', 'turns', 'of bare', 'p50 ms', 'p99 ms', 'CPU µs/call node', 'database', '× bare', 'errors']
function throughputCells(results: Results, load: LoadName, door: Door, m: Measured) {
  const share = timesBare(results, load, ({ rps }) => rps, door)
  const { cpu, spread } = m
  return [
    m.rps.toFixed(0),
    spread.map((rps) => rps.toFixed(0)).join('–'),
    share === undefined ? '–' : `${(share * 100).toFixed(0)} %`,
    ms(m.p50),
    ms(m.p99),
    cpu.node.toFixed(0),
    cpu.database.toFixed(0),
    ms(timesBare(results, load, cpuOfCall, door)),
    m.errors,
  ]
}

function throughputTable(results: Results): string {
  const rows = (['64', '256'] as const).flatMap((load) =>
    measuredAt(results, load).map(([door, m]) => [load, door, ...throughputCells(results, load, door, m)]),
  )
  return table(['connections', 'door', ...throughputHead], rows)
}

/** What it costs to charge money for a call: the paid model beside one that is free, which is held and recorded as durably. */
function billing(results: Results): string {
  const paid = results.loads['64']?.direct
  const free = results.loads['64 free']?.direct
  if (!paid || !free) return ''
  const cells = (m: Measured) => [m.rps, m.cpu.node, m.cpu.database, cpuOfCall(m)]
  const whole = (values: number[]) => values.map((value) => value.toFixed(0))
  const [on, off] = [cells(paid), cells(free)]
  const price = on.map((value, i) => {
    const difference = value - (off[i] ?? 0)
    return `${difference > 0 ? '+' : ''}${difference.toFixed(0)}`
  })
  return table(
    ['direct, 64 connections', 'calls/s', 'CPU µs/call node', 'database', 'together'],
    [
      ['paid model', ...whole(on)],
      ['free model', ...whole(off)],
      ['**price of billing**', ...price],
    ],
  )
}

function latencyTable(results: Results, load: LoadName): string {
  const rows = measuredAt(results, load).map(([door, m]) => [
    door,
    m.rps.toFixed(0),
    ms(m.p50),
    ms(m.p99),
    ms(added(results, load, 'p50', door)),
    ms(added(results, load, 'p99', door)),
    m.missed,
    m.errors,
  ])
  return table(['door', 'calls/s', 'p50 ms', 'p99 ms', 'added p50', 'added p99', 'never sent', 'errors'], rows)
}

function highestTable({ highest }: Results): string {
  return table(
    ['door', 'calls/s', 'p99 ms'],
    entries(highest).map(([door, { rps, p99 }]) => [door, rps.toFixed(0), ms(p99)]),
  )
}

function streamsTable({ streams }: Results): string {
  const rows = entries(streams).map(([door, s]) => [
    door,
    s.ok,
    s.bad + s.unfinished,
    s.events,
    ms(s.p50),
    ms(s.p90),
    ms(s.p99),
    ms(s.max),
    ms(s.gap99),
  ])
  return table(['door', 'streams whole', 'errors', 'events', 'delay p50 ms', 'p90', 'p99', 'max', 'added to gaps p99'], rows)
}

function burstTable({ bursts }: Results): string {
  const rows = entries(bursts).map(([door, { warm, first, first100 }]) => {
    const times = (value: number) => (warm > 0 ? (value / warm).toFixed(1) : '–')
    return [door, ms(warm), ms(first), times(first), ms(first100), times(first100)]
  })
  return table(['door', 'warm p99 ms', 'first call', '× warm', 'p99 of the first 100', '× warm'], rows)
}

function memoryTable({ memory }: Results): string {
  const rows = entries(memory).map(([door, { start, calls, steps }]) => {
    const growth = growthOf(steps)
    const [loaded = 0, ...later] = steps
    return [
      door,
      start.toFixed(0),
      loaded.toFixed(0),
      calls || '–',
      later.map((step) => step.toFixed(0)).join(', ') || '–',
      growth === undefined ? '–' : `${growth.toFixed(1)} %`,
    ]
  })
  return table(['door', 'at the start', 'after all loads', 'further calls', 'after each fifth of them', 'growth'], rows)
}

const comparedHead = ['CPU µs/call node', 'database', 'p50 ms', 'node ×', 'CPU ×', 'p50 ×', 'errors']
const comparedCells = ({ cpu, p50, times, errors }: Compared) => [
  cpu.node.toFixed(0),
  cpu.database.toFixed(0),
  ms(p50),
  ms(times.node),
  ms(times.cpu),
  ms(times.p50),
  errors,
]

function translatedTable({ translated }: Results): string {
  const rows = (['whole', 'stream'] as const).flatMap((kind) =>
    families.flatMap((family) => {
      const compared = translated[kind]?.[family]
      return compared ? [[kind, family, ...comparedCells(compared)]] : []
    }),
  )
  return table(['answer', 'asked as', ...comparedHead], rows)
}

function largeTable({ large }: Results): string {
  const rows = tasks.flatMap((task) => entries(large[task] ?? {}).map(([door, compared]) => [task, door, ...comparedCells(compared)]))
  return table(['task', 'door', ...comparedHead], rows)
}

const slowTable = ({ readers, before, peak, open }: SlowReading) =>
  table(
    ['readers', 'with their stream at the end', 'before', 'at most', 'growth'],
    [[readers, open, ...[before, peak, peak - before].map((mib) => mib.toFixed(0))]],
  )

function booksTable({ books }: Results): string {
  const rows = books.map((b) => [
    b.name,
    b.upstream,
    b.settled,
    `${b.heldNanos}`,
    `${b.chargedNanos - b.expectedNanos}`,
    b.verify.replaceAll('|', '/'),
    b.right ? 'yes' : '**NO**',
  ])
  return table(['door', 'served by the upstream', 'settled', 'nanos still held', 'nanos off', 'ledger:verify', 'right'], rows)
}

const openLoop = 'Open loop: calls leave at their planned moments, and the delay counts from there.'

/** Says how the figures of this run came about. */
const method = ({ warm, rounds, peak, steady }: Size) =>
  `Contenders take turns: each is warmed up for ${warm} s of load, and goes through all loads (${peak} s closed, ${steady} s open) before the next one's turn. Turns: ${rounds} (routes one). Figures are medians of the turns.`

const shortTurns = ({ slice, slices }: Size) =>
  `In turns of ${slice} s, ${slices} each; figures are medians, and the multiples medians of each turn's.`

export function report(results: Results): string {
  const { size, loads } = results
  const sections: [title: string, text: string, there: boolean][] = [
    ['Targets', targetsTable(results), true],
    ['Calls a second, closed loop', `${method(size)} "Turns" are the worst and the best.\n\n${throughputTable(results)}`, !!loads['64']],
    [
      'The price of billing',
      `The same load on two models that differ in price alone. A free call is authenticated, limited and recorded as well; its hold and its charge are 0.\n\n${billing(results)}`,
      !!loads['64 free'],
    ],
    ['One connection', latencyTable(results, 'one'), !!loads.one],
    ['Steady rate: 1 000/s', `${openLoop}\n\n${latencyTable(results, '1000/s')}`, !!loads['1000/s']],
    [
      "Steady rate: a quarter of bare's peak, for routes of its own",
      `${openLoop} Calls that could not leave within 3 s after the end were never sent.\n\n${latencyTable(results, 'quarter')}`,
      !!loads.quarter,
    ],
    [
      `Calls a second at p99 ≤ ${limitMs} ms`,
      `The highest of 31 steady rates up to the door's own peak that holds for ${size.probe} s in one of two looks, found by halving; 0 where none does.\n\n${highestTable(results)}`,
      Object.keys(results.highest).length > 0,
    ],
    [
      `${size.streams} streams at once, 64 events each, one every 50 ms`,
      `Delay of an event from the upstream's stamp to the client. All figures are those of the turn with the middle p99. Streams run once before each as their warm-up.\n\n${streamsTable(results)}`,
      Object.keys(results.streams).length > 0,
    ],
    [
      `A burst after ${size.idle} s idle`,
      `All idle together, then ${burstConnections} connections begin at once. Warm is the lowest p99 that was seen for ${size.burst} s of the same load, first after ${size.warm} s of warm-up; the others are the worst. Bursts: ${size.idleRounds}.\n\n${burstTable(results)}`,
      Object.keys(results.bursts).length > 0,
    ],
    [
      'Memory',
      `MiB resident of the server. The further calls come from 64 connections.\n\n${memoryTable(results)}`,
      Object.keys(results.memory).length > 0,
    ],
    [
      'Other families than the upstream speaks',
      `Direct door, one upstream that speaks chat: whole answers at 64 connections, streams of 64 events at 32. ${shortTurns(size)} The multiples are those of chat.\n\n${translatedTable(results)}`,
      Object.keys(results.translated).length > 0,
    ],
    [
      'Bodies of 1 MB',
      `Embeddings: 64 texts, answered with 64 × 1024 numbers (1.4 MB); rerank: 256 documents. 4 connections. ${shortTurns(size)} The multiples are those of bare.\n\n${largeTable(results)}`,
      Object.keys(results.large).length > 0,
    ],
    [
      'Slow readers',
      `Streams of 20 MB as fast as they are taken, each read at 1 KB/s for ${size.slowSeconds} s. MiB resident of the server.\n\n${results.slowReaders ? slowTable(results.slowReaders) : ''}`,
      results.slowReaders !== undefined,
    ],
    ['The books afterwards', booksTable(results), results.books.length > 0],
  ]
  return sections.flatMap(([title, text, there]) => (there ? `## ${title}\n\n${text}` : [])).join('\n\n')
}
