// npm run bench [-- --quick] [--only PART …] [--doors direct,routes] [--no-write] [--profile FOLDER]
// The parts stand in plan.ts. Only a full run replaces bench/RESULTS.md and docs/bench.svg; others write into .cache/bench.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { removeData } from '../e2e/atrium.ts'
import { writeAnswers } from './bodies.ts'
import { checkBooks } from './books.ts'
import { compareFamilies, compareLarge } from './compare.ts'
import { idleThenBurst } from './idle.ts'
import { contenderAt, type Served } from './measure.ts'
import { full, parts, quick, turns } from './plan.ts'
import { summarise } from './profile.ts'
import { report } from './report.ts'
import type { Results } from './results.ts'
import { type Bench, takeTurns } from './rounds.ts'
import { readSlowly } from './slow-readers.ts'
import { type Ports, type Stand, startStand } from './stand.ts'
import { startFlood, startReady, startUpstream } from './tools.ts'
import { surroundings, writeResults } from './write.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    doors: { type: 'string', default: 'direct,routes' },
    'no-write': { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
})
const unknown = values.only.filter((name) => !(parts as readonly string[]).includes(name))
if (unknown.length > 0) throw new Error(`--only knows ${parts.join(', ')}, not ${unknown.join(', ')}`)

const around = surroundings()
const upstream = await startUpstream({ tick: 50, events: 64, answers: writeAnswers() })
const quickUpstream = await startUpstream({ tick: 4, events: 64 })
const flood = await startFlood()
const ports: Ports = { bench: upstream.port, quick: quickUpstream.port, flood: flood.port }
const finishedAt = async (port: number) => {
  const stats = (await (await fetch(`http://127.0.0.1:${port}/__stats`)).json()) as { finished: number }
  return stats.finished
}
const finished: Served = async () => (await finishedAt(ports.bench)) + (await finishedAt(ports.quick))
const bareProxy = fileURLToPath(new URL('bare-proxy.ts', import.meta.url))
const bare = await startReady(process.execPath, [bareProxy, '--upstream', `http://127.0.0.1:${upstream.port}`])
const stands = new Map<string, Stand>()
const bench: Bench = {
  size: values.quick ? quick : full,
  contenders: [contenderAt('bare', { port: bare.port, pid: bare.pid, keys: 'none' })],
  wants: (part) => values.only.length === 0 || values.only.includes(part),
  finished,
  say: (text) => process.stderr.write(`${((Date.now() - around.began) / 1000).toFixed(0).padStart(4)} s  ${text}\n`),
}

try {
  for (const door of ['direct', 'routes'] as const) {
    if (!values.doors.split(',').includes(door)) continue
    bench.say(`starting Atrium, door ${door}, with ${bench.size.wallets} wallets …`)
    const stand = await startStand(door, ports, bench.size.wallets, values.profile)
    stands.set(door, stand)
    bench.contenders.push(contenderAt(door, { port: stand.port, pid: stand.atrium.pid, keys: stand.keys }))
  }
  await measureAll()
} finally {
  for (const stand of stands.values()) {
    await stand.atrium.stop()
    await removeData(stand.atrium.dataDir)
  }
  for (const started of [bare, upstream, quickUpstream, flood]) started.stop()
}
if (values.profile) process.stdout.write(`\n${summarise(values.profile)}\n`)

async function measureAll() {
  const results: Results = {
    size: bench.size,
    loads: {},
    highest: {},
    streams: {},
    bursts: {},
    memory: {},
    translated: {},
    large: {},
    books: [],
  }
  if (turns.some(bench.wants)) await takeTurns(bench, results)
  if (bench.wants('idle')) await idleThenBurst(bench, results)
  if (bench.wants('translated')) await compareFamilies(bench, results)
  if (bench.wants('large')) await compareLarge(bench, results)
  if (bench.wants('slow-readers')) await readSlowly(bench, results)
  for (const contender of bench.contenders) {
    const stand = stands.get(contender.door)
    if (stand) results.books.push(await checkBooks(stand, contender))
  }
  const text = report(results)
  process.stdout.write(`\n${text}\n`)
  const whole = !values.quick && !values.profile && values.only.length === 0 && stands.size === 2
  const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ')
  const written = writeResults(results, text, { around, command, kept: whole && !values['no-write'] })
  bench.say(`written: ${written.join(', ')}`)
  if (results.books.some((books) => !books.right) || bench.contenders.some(({ trouble }) => trouble > 0)) process.exitCode = 1
}
