// npm run test:clients [-- --only claude,codex] [--upstreams openai,gemini] [--door routes] [--installed FOLDER] [--show]
// Drives programs of others, unmodified, through a running Atrium with the fake upstream behind it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { walletOf } from '../portal.ts'
import { doors, type Stand, startStand } from '../stand.ts'
import { checkBill, faultsOfCounting, faultsOfTask } from './check.ts'
import { claudeCode } from './claude-code.ts'
import { type Client, type Upstream, upstreams } from './client.ts'
import { codex } from './codex.ts'
import { drive } from './drive.ts'
import { geminiCli } from './gemini-cli.ts'
import { install } from './install.ts'
import { opencode } from './opencode.ts'
import { qwenCode } from './qwen-code.ts'
import { type Outcome, say, tableOf } from './table.ts'

const clients: Client[] = [claudeCode, ...codex, qwenCode, ...opencode, geminiCli]
const prompt = 'Write the numbers 40 to 42 into agent.txt, count its bytes, and show it.'

const nameOf = ({ model = 'agent' }: Client, upstream: Upstream) => `${upstream}/${model}`

/** Thoughts and cached tokens are in every answer, since clients send the former back and the latter have a price of their own. */
const modelsOn = (upstream: Upstream) =>
  [...new Set(clients.map((client) => nameOf(client, upstream)))].map((id) => ({
    id,
    behaves: 'agent.thinking-3.cached-2.counts-700',
    upstream,
    maxOutput: 65_536,
  }))

async function runOne(stand: Stand, client: Client, program: string, upstream: Upstream): Promise<Outcome> {
  const person = await stand.person()
  const before = (await walletOf(person)).balance
  const place = await mkdtemp(join(tmpdir(), 'atrium-client-'))
  try {
    const home = join(place, 'home')
    const site = { url: stand.atrium.url, secret: person.secret, model: nameOf(client, upstream), prompt, home }
    stand.upstream.clear()
    const folder = join(place, 'work')
    const ran = await drive(program, client.task(site), home, folder)
    const calls = stand.upstream.calls()
    const faults = faultsOfTask(ran, folder, calls)
    const counting = client.counts && (await drive(program, client.counts(site), home, folder))
    if (counting) faults.push(...faultsOfCounting(counting, upstream === client.alike ? stand.upstream.counted() : undefined))
    const bill = await checkBill(person, stand.upstream.calls(), before, client.endpoint)
    return {
      client,
      upstream,
      calls: calls.length,
      toolCalls: calls.reduce((sum, call) => sum + call.toolCalls, 0),
      charge: bill.charge,
      faults: [...faults, ...bill.faults],
      output: `${ran.output}\n${counting?.output ?? ''}`,
    }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

/** In its own protocol, and translated: every upstream that is asked for. */
async function runAll(door: (typeof doors)[number], wanted: Client[], among: Upstream[], ready?: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const add = (outcome: Outcome) => {
    say(outcome)
    outcomes.push(outcome)
  }
  const stand = await startStand({
    door,
    upstreams: upstreams.map((protocol) => ({ name: protocol, protocol })),
    models: upstreams.flatMap(modelsOn),
  })
  try {
    for (const client of wanted) {
      const installed = install(client, ready)
      if ('missing' in installed) add({ client, skipped: installed.missing })
      else for (const upstream of among) add(await runOne(stand, client, installed.program, upstream))
    }
  } finally {
    await stand.stop()
  }
  return outcomes
}

// A client leads a group of its own, so Ctrl-C does not reach it; it is ended when we exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    upstreams: { type: 'string', default: upstreams.join(',') },
    door: { type: 'string', default: 'direct' },
    installed: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
})
const names = values.only?.split(',')
const unknown = [
  ...(names?.filter((name) => !clients.some(({ bin }) => bin === name)) ?? []),
  ...values.upstreams.split(',').filter((name) => !upstreams.some((known) => known === name)),
]
if (unknown.length > 0)
  throw new Error(`unknown: ${unknown.join(', ')}; clients are ${[...new Set(clients.map(({ bin }) => bin))].join(', ')}`)
const door = doors.find((name) => name === values.door)
if (!door) throw new Error(`unknown: ${values.door}; doors are ${doors.join(', ')}`)
const outcomes = await runAll(
  door,
  clients.filter(({ bin }) => !names || names.includes(bin)),
  upstreams.filter((name) => values.upstreams.split(',').includes(name)),
  values.installed,
)
process.stdout.write(tableOf(outcomes, values.show))
process.exit(outcomes.some((outcome) => 'skipped' in outcome || outcome.faults.length > 0) ? 1 : 0)
