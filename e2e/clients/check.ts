import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { oddCharge } from '../charge.ts'
import { agentFile, agentWords } from '../fake-upstream/agent.ts'
import type { LoggedCall } from '../fake-upstream/log.ts'
import { nanosOf, type UsageRecord, usageRecordsOf, walletOf } from '../portal.ts'
import type { Person } from '../stand.ts'
import type { Ran } from './drive.ts'

/** What the client did: it ended well, its commands wrote the file, and it was told the results. */
export function faultsOfTask({ code, output }: Ran, folder: string, calls: LoggedCall[]): string[] {
  const file = join(folder, 'agent.txt')
  const written = existsSync(file) ? readFileSync(file, 'utf8') : 'no file'
  const tools = calls.reduce((sum, call) => sum + call.toolCalls, 0)
  return [
    ...(code === 0 ? [] : [`it ended with ${code}`]),
    ...(tools === 3 ? [] : [`${tools} tool calls instead of 3`]),
    ...(written === agentFile ? [] : [`agent.txt holds ${JSON.stringify(written)}`]),
    ...(output.includes(agentWords) ? [] : ['it did not print the last answer']),
  ]
}

/** Counting ended well, and reached an upstream that can count. */
export const faultsOfCounting = ({ code }: Ran, counted: number | undefined): string[] => [
  ...(code === 0 ? [] : [`counting ended with ${code}`]),
  ...(counted === 0 ? ['the upstream was not asked to count'] : []),
]

const billOf = (input: number, cached: number, output: number, charge: bigint) => `${input} in (${cached} cached), ${output} out: ${charge}`

/** What a record must hold by the upstream's own account. */
function owedFor(call: LoggedCall): string {
  const tokens = { input: call.promptTokens, cached: call.cachedTokens, output: call.completionTokens }
  return billOf(tokens.input, tokens.cached, tokens.output, oddCharge(tokens))
}

const billed = (record: UsageRecord) => billOf(record.inputTokens, record.cachedTokens, record.outputTokens, nanosOf(record.charge))

export interface Bill {
  charge: bigint
  faults: string[]
}

/** Records of calls and calls of the log are the same, each with its tokens and its charge, and the wallet has lost their sum. */
export async function checkBill(person: Person, calls: LoggedCall[], before: bigint, endpoint: string): Promise<Bill> {
  const records = await settled(person, calls.length)
  const rest = records.map(billed)
  const unbilled = calls.map(owedFor).filter((owed) => {
    const at = rest.indexOf(owed)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
  const charge = records.reduce((sum, record) => sum + nanosOf(record.charge), 0n)
  const wallet = await walletOf(person)
  const odd = calls.filter(({ state, status }) => state !== 'finished' || status !== 200)
  return {
    charge,
    faults: [
      ...unbilled.map((owed) => `no record of ${owed}`),
      ...rest.map((record) => `a record that the upstream does not know: ${record}`),
      ...records.filter(({ estimated }) => estimated).map(({ requestId }) => `${requestId} is estimated`),
      ...records.filter((record) => record.endpoint !== endpoint).map((record) => `a call of ${record.endpoint}`),
      ...odd.map(({ seq, state, status }) => `call ${seq} of the upstream is ${state} with ${status}`),
      ...(before - wallet.balance === charge ? [] : [`the wallet lost ${before - wallet.balance}, the records say ${charge}`]),
      ...(wallet.onHold === 0n ? [] : [`${wallet.onHold} is still held`]),
    ],
  }
}

/** A record is written just after the answer has gone out. */
async function settled(person: Person, expected: number): Promise<UsageRecord[]> {
  for (let tries = 0; tries < 50; tries++) {
    const { onHold } = await walletOf(person)
    const records = await usageRecordsOf(person)
    if (onHold === 0n && records.length >= expected) return records
    await sleep(100)
  }
  return usageRecordsOf(person)
}
