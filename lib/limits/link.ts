import 'server-only'
import type { Redis } from 'ioredis'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { processId } from '@/lib/processes/process-id'
import { takeScript, tellScript } from './scripts'

const waitMs = 100
const probeMs = 500
const deafMs = 5_000
const beatMs = 5_000
const goneMs = 15_000

type Script = (keys: number, ...rest: (string | number)[]) => Promise<(string | number)[]>

/** The connection over which processes count together. */
export interface Link {
  /** Whether Redis answered when it was last asked. While it does not, each process counts by itself. */
  answers: boolean
  /** Undefined when no answer came in time. It may have been heard all the same. */
  take(keys: string[], values: (string | number)[]): Promise<(string | number)[] | undefined>
  /** Rejects when it was surely not heard. Nobody waits for it. */
  tell(keys: string[], values: (string | number)[]): Promise<unknown>
}

interface Kept {
  link: Link | undefined
  stop: (() => Promise<void>) | undefined
}
const kept = () => once('limits.link', (): Kept => ({ link: undefined, stop: undefined }))

/** Undefined in an installation without Redis. */
export const sharedLink = (): Link | undefined => kept().link

const named = (keys: string[]): string[] => keys.map((key) => `atrium:level:${key}`)
const prefix = 'atrium:process:'

/**
 * Connects, and from then on counters are shared whenever Redis answers. `back` runs each time it does so again. Resolves after the first
 * answer, or soon without one: the start does not depend on Redis.
 */
export async function startLink(url: string, back: () => void): Promise<void> {
  const { Redis } = await import('ioredis')
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
    scripts: { atriumTake: { lua: takeScript }, atriumTell: { lua: tellScript } },
  })
  client.on('error', () => {}) // Every command says so, too.
  const scripts = client as Redis & { atriumTake: Script; atriumTell: Script }
  const link: Link = {
    answers: false,
    take: async (keys, values) => {
      const answer = await inTime(scripts.atriumTake(keys.length, ...named(keys), processId(), prefix, ...values))
      if ('error' in answer) breaks(answer.error)
      return 'value' in answer ? answer.value : undefined
    },
    tell: (keys, values) => scripts.atriumTell(keys.length, ...named(keys), processId(), ...values),
  }
  let probing: NodeJS.Timeout | undefined
  const beat = () => client.set(prefix + processId(), '1', 'PX', goneMs)

  function breaks(error: unknown): void {
    if (!link.answers) return
    link.answers = false
    log('warn', 'Redis does not answer in time: each process counts its share of the limits', { error })
    probe()
  }
  const probe = () => {
    probing ??= setTimeout(async () => {
      const answered = await hears(client, beat)
      probing = undefined
      if (answered) heard()
      else probe()
    }, probeMs).unref()
  }
  const heard = () => {
    if (link.answers) return
    link.answers = true
    log('info', 'Redis answers: limits are counted over all processes')
    back()
  }
  const beating = setInterval(() => {
    if (!link.answers) return
    beat().then(back, breaks)
  }, beatMs).unref()

  kept().link = link
  kept().stop = async () => {
    clearInterval(beating)
    clearTimeout(probing)
    kept().link = undefined
    await inTime(client.del(prefix + processId()))
    client.disconnect()
  }
  const first = await inTime(client.connect().then(beat), 2_000)
  if ('value' in first) return heard()
  log('warn', 'Redis does not answer: each process counts its share of the limits', { error: first.error })
  probe()
}

/** Says that this process has ended, so that its places are free. */
export const stopLink = async (): Promise<void> => kept().stop?.()

/** Whether an answer comes in time. A connection that stays silent for long is made anew. */
async function hears(client: Redis, beat: () => Promise<unknown>): Promise<boolean> {
  const asked = beat()
  if ('value' in (await inTime(asked))) return true
  const late = await inTime(asked, deafMs)
  if ('error' in late && late.error === tooLate) client.disconnect(true)
  return false
}

const tooLate = new Error('no answer in time')

/** Waits for an answer for a while. One that lies in the socket while this process was busy counts. */
function inTime<T>(asked: Promise<T>, ms = waitMs): Promise<{ value: T } | { error: unknown }> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => setImmediate(() => resolve({ error: tooLate })), ms)
    asked.then(
      (value) => {
        clearTimeout(timer)
        resolve({ value })
      },
      (error: unknown) => {
        clearTimeout(timer)
        resolve({ error })
      },
    )
  })
}
