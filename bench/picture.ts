import type { Bar, Panel, Picture, Tone } from './bars.ts'
import { type Door, type LoadName, limitMs } from './plan.ts'
import { added, addedToEvents, type Measured, type Results } from './results.ts'

const names: Record<Door, string> = { bare: 'bare proxy', direct: 'Atrium', routes: 'Atrium through Next' }
const toneOf = (door: Door): Tone => (door === 'bare' ? 'bare' : 'node')

/** Groups thousands as the report's texts do. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en').replaceAll(',', '\u00a0')
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 1).replace('-', '−')}\u00a0ms`

const barOf = (label: string, value: number, text: string, tone: Tone = 'node'): Bar => ({ label, parts: [{ value, tone }], text })

/** One bar for each door that was measured, and one for the free model below the door that it was measured at. */
function loadBars(results: Results, load: LoadName, draw: (label: string, measured: Measured, door: Door) => Bar): Bar[] {
  const { bare, direct, routes } = results.loads[load] ?? {}
  const free = load === '64' ? results.loads['64 free']?.direct : undefined
  return [
    ...(bare ? [draw(names.bare, bare, 'bare')] : []),
    ...(direct ? [draw(names.direct, direct, 'direct')] : []),
    ...(free ? [draw('Atrium, free model', free, 'direct')] : []),
    ...(routes ? [draw(names.routes, routes, 'routes')] : []),
  ]
}

const closedLoops = (results: Results, draw: (label: string, measured: Measured, door: Door) => Bar): Panel['groups'] =>
  (['64', '256'] as const).map((load) => ({ name: `${load} connections`, bars: loadBars(results, load, draw) }))

const callsPanel = (results: Results): Panel => ({
  title: 'Calls a second',
  note: 'each connection sends its next call when the last is answered',
  groups: closedLoops(results, (label, { rps }, door) => barOf(label, rps, whole(rps), toneOf(door))),
})

const cpuPanel = (results: Results): Panel => ({
  title: 'CPU of a call in µs',
  note: '',
  legend: ['node', 'database'],
  groups: closedLoops(results, (label, { cpu }, door) => ({
    label,
    parts: [
      { value: cpu.node, tone: 'node' },
      { value: cpu.database, tone: 'database' },
    ],
    text: door === 'bare' ? whole(cpu.node) : `${whole(cpu.node)} + ${whole(cpu.database)}`,
  })),
})

const addedPanel = (results: Results): Panel => {
  const bars = (of: (field: 'p50' | 'p99') => number | undefined) =>
    (['p50', 'p99'] as const).flatMap((field) => {
      const value = of(field)
      return value === undefined ? [] : [barOf(field, value, `${value < 0 ? '' : '+ '}${ms(value)}`)]
    })
  return {
    title: 'Added latency',
    note: 'what Atrium adds to the bare proxy',
    groups: [
      { name: 'one connection', bars: bars((field) => added(results, 'one', field)) },
      { name: '1 000 calls a second', bars: bars((field) => added(results, '1000/s', field)) },
      { name: `an event of ${whole(results.size.streams)} streams`, bars: bars((field) => addedToEvents(results, field)) },
    ],
  }
}

const highestPanel = (results: Results): Panel => ({
  title: `Calls a second at p99 ≤ ${limitMs} ms`,
  note: 'the highest steady rate that holds',
  groups: [
    {
      bars: (['bare', 'direct', 'routes'] as const).flatMap((door) => {
        const rps = results.highest[door]?.rps
        return rps === undefined ? [] : [barOf(names[door], rps, whole(rps), toneOf(door))]
      }),
    },
  ],
})

function idlePanel({ bursts: { direct }, size }: Results): Panel {
  const bars = direct && [
    barOf('warm, p99', direct.warm, ms(direct.warm)),
    barOf('first call', direct.first, ms(direct.first)),
    barOf('p99 of first 100', direct.first100, ms(direct.first100)),
  ]
  return { title: `After ${size.idle} s idle`, note: 'a burst on Atrium beside the same load while warm', groups: [{ bars: bars ?? [] }] }
}

/** Chooses what the picture shows of a run. */
export const pictureOf = (results: Results, footer: string): Picture => ({
  title: 'Atrium beside a bare proxy',
  subtitle: 'Atrium authenticates, limits and bills every call durably. Server, PostgreSQL, upstream and load generator share one machine.',
  columns: [
    [callsPanel(results), addedPanel(results)],
    [cpuPanel(results), highestPanel(results), idlePanel(results)],
  ],
  footer,
})
