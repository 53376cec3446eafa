// npm run bench [-- --quick] [--only throughput|latency|rate|streams|memory] [--doors direct,routes] [--no-write] [--profile FOLDER]
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { removeData } from '../e2e/atrium.ts'
import { checkBooks } from './books.ts'
import { type Contender, holdStreams, inTurns, type Measured, memoryOver, type Served, warmUp } from './measure.ts'
import { summarise } from './profile.ts'
import { type Results, report, writeResults } from './report.ts'
import { startStand } from './stand.ts'
import { startReady, startUpstream } from './tools.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    doors: { type: 'string', default: 'direct,routes' },
    'no-write': { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
})
const size = values.quick
  ? { wallets: 24, rounds: 2, seconds: 2, streams: 200, streamRounds: 1, memoryCalls: 10_000 }
  : { wallets: 200, rounds: 3, seconds: 5, streams: 1000, streamRounds: 2, memoryCalls: 100_000 }
const wants = (part: string) => !values.only || values.only.includes(part)
const say = (text: string) => process.stderr.write(`${text}\n`)

const upstream = await startUpstream({ tick: 50, events: 64 })
const finished: Served = async () => {
  const stats = (await (await fetch(`http://127.0.0.1:${upstream.port}/__stats`)).json()) as { finished: number }
  return stats.finished
}
const bareProxy = fileURLToPath(new URL('bare-proxy.ts', import.meta.url))
const bare = await startReady(process.execPath, [bareProxy, '--upstream', `http://127.0.0.1:${upstream.port}`])
const contender = (name: string, port: number, pid: number, keys: string): Contender => ({
  name,
  port,
  pid,
  keys,
  served: { calls: 0, streams: 0, upstream: 0 },
  trouble: 0,
})
const contenders = [contender('bare', bare.port, bare.pid, 'none')]
const stands = new Map<string, Awaited<ReturnType<typeof startStand>>>()

try {
  for (const door of ['direct', 'routes'] as const) {
    if (!values.doors.split(',').includes(door)) continue
    say(`starting Atrium, door ${door}, with ${size.wallets} wallets …`)
    const stand = await startStand(door, upstream.port, size.wallets, values.profile)
    stands.set(door, stand)
    contenders.push(contender(door, stand.port, stand.atrium.pid, stand.keys))
  }
  await measure()
} finally {
  for (const stand of stands.values()) {
    await stand.atrium.stop()
    await removeData(stand.atrium.dataDir)
  }
  bare.stop()
  upstream.stop()
}
if (values.profile) process.stdout.write(`\n${summarise(values.profile)}\n`)

async function measure() {
  const results: Results = { throughput: new Map(), rates: new Map(), books: [] }
  const { rounds, seconds } = size
  const peaks = async (connections: number, fewer = rounds): Promise<Map<string, Measured>> => {
    say(`${connections} connections …`)
    return inTurns(contenders, { connections, seconds }, fewer, finished)
  }
  say('warming up …')
  await warmUp(contenders, values.quick ? 2 : 6, finished)
  if (wants('throughput')) for (const connections of [64, 256]) results.throughput.set(connections, await peaks(connections))
  if (wants('latency')) results.single = await peaks(1, Math.min(rounds, 3))
  if (wants('rate')) {
    const peak = results.throughput.get(64) ?? (await peaks(64, 1))
    const quarter = (name: string) => Math.round((peak.get(name)?.rps ?? 400) / 4)
    const steady = async (title: string, rateOf: (name: string) => number) => {
      say(`steady rate: ${title} …`)
      const rate = ({ name }: Contender) => rateOf(name === 'routes' ? 'routes' : 'bare')
      results.rates.set(title, await inTurns(contenders, { connections: 128, seconds, rate }, Math.min(rounds, 3), finished))
    }
    await steady("a quarter of the bare proxy's peak, the route door of its own", quarter)
    await steady('1 000/s, the route door a quarter of its peak', (name) => (name === 'routes' ? quarter(name) : 1000))
  }
  if (wants('streams')) {
    say(`${size.streams} streams …`)
    results.streams = { count: size.streams, results: await holdStreams(contenders, size.streams, size.streamRounds, finished) }
  }
  const direct = contenders.find(({ name }) => name === 'direct')
  if (wants('memory') && direct) {
    say(`memory over ${size.memoryCalls} calls …`)
    results.memory = await memoryOver(direct, size.memoryCalls, finished)
  }
  for (const [door, stand] of stands) {
    const one = contenders.find(({ name }) => name === door)
    if (one) results.books.push(await checkBooks(stand, one))
  }
  const text = report(results)
  process.stdout.write(`\n${text}\n`)
  if (!values['no-write'] && !values.only) writeResults(text, values.quick ? ' -- --quick' : '')
  if (results.books.some((books) => !books.right) || contenders.some(({ trouble }) => trouble > 0)) process.exitCode = 1
}
