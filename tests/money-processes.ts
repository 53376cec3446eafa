import { fork } from 'node:child_process'
import { once as event } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProcess } from '@/lib/processes/heartbeat'
import { settingsReady } from '@/lib/settings/settings'
import { type Ask, actAll } from './money-acts'
import type { MixOrder } from './money-mix'

const folder = () => mkdtempSync(join(tmpdir(), 'atrium-rival-'))

/** Two server processes on one database. */
export interface MoneyProcesses {
  /** Everything at once, every second thing in the other process. The outcomes come in the order of what was asked. */
  both(asks: Ask[]): Promise<string[]>
  /** What the other process says of its random operations. */
  mixThere(order: MixOrder): Promise<Map<number, bigint>>
  /** Call it after all. */
  end(): void
}

/** Starts this process and a rival of it. Settings must have been changed before. */
export async function moneyProcesses(): Promise<MoneyProcesses> {
  process.env.DATA_DIR = folder()
  await Promise.all([startProcess(), settingsReady()])
  const child = fork('tests/money-rival.ts', {
    execArgv: ['--import', './tests/run-typescript.mjs'],
    env: { ...process.env, DATA_DIR: folder() },
    serialization: 'advanced', // Amounts are bigints.
  })
  const answer = async () => {
    const [{ done, failed }] = (await event(child, 'message')) as [{ done: unknown; failed?: string }]
    if (failed !== undefined) throw new Error(failed)
    return done
  }
  const tell = (order: object): Promise<unknown> => {
    child.send(order)
    return answer()
  }
  await answer()
  return {
    both: async (asks) => {
      const [here, there] = [asks.filter((_, n) => n % 2 === 0), asks.filter((_, n) => n % 2 === 1)]
      const [mine, theirs] = await Promise.all([actAll(here), tell({ asks: there }) as Promise<string[]>])
      return asks.map((_, n) => (n % 2 === 0 ? mine : theirs)[Math.floor(n / 2)] as string)
    },
    mixThere: (order) => tell({ mix: order }) as Promise<Map<number, bigint>>,
    end: () => child.disconnect(),
  }
}
