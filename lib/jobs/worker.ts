import 'server-only'
import { databaseNow } from '@/lib/db/clock'
import { log } from '@/lib/log'
import { mostAttempts } from './back-off'
import { isHopeless, type JobHandler } from './job-kind'
import { failJob, finishJob, releaseLost, type TakenJob, takeJob } from './take-job'

/** Few, because jobs wait for other servers most of the time and must leave the database to people. */
const slots = 4
/** A job that takes longer counts as failed and is tried again, so that hanging ones do not keep the places of others. */
const longestMs = 120_000
const longestError = 500

interface Options {
  handlers: JobHandler[]
  /** The name under which it takes jobs. It lives as long as the process of this id. */
  process: string
  /** Tests turn it; by default the database's clock counts. */
  clock?: () => Date
  limitMs?: number
}

export interface Worker {
  /** Takes what is due. Resolves once there is nothing more to take or no place is free. */
  look(): Promise<void>
  release(): Promise<number>
  /** Takes nothing more, and resolves when the running jobs have ended. */
  stop(): Promise<void>
  /** Resolves when no job is running. */
  idle(): Promise<void>
}

/** Runs jobs of the kinds that have a handler. Jobs of other kinds wait for a process that knows them. */
export function worker({ handlers, process, clock, limitMs = longestMs }: Options): Worker {
  const byKind = new Map(handlers.map((handler) => [handler.kind, handler]))
  const running = new Map<string, Promise<void>>()
  const state = { stopped: false, again: false, looking: undefined as Promise<void> | undefined }

  async function takeAll(): Promise<void> {
    do {
      state.again = false
      while (!state.stopped && running.size < slots) {
        const job = await takeJob(process, [...byKind.keys()], clock?.())
        if (!job) break
        running.set(
          job.id,
          perform(job).finally(() => ended(job)),
        )
      }
    } while (state.again)
  }

  function look(): Promise<void> {
    state.again = true
    state.looking ??= takeAll()
      .catch((error: unknown) => log('warn', 'looking for jobs failed', { error }))
      .finally(() => {
        state.looking = undefined
      })
    return state.looking
  }

  function ended(job: TakenJob): void {
    running.delete(job.id)
    if (!state.stopped) void look()
  }

  async function perform(job: TakenJob): Promise<void> {
    const last = job.attempts >= mostAttempts
    const signal = AbortSignal.timeout(limitMs)
    try {
      await Promise.race([byKind.get(job.kind)?.handle(job.input, { signal, last }), tooLong(signal)])
    } catch (error) {
      await failed(job, error, last)
      return
    }
    await finishJob(job, process).catch((error: unknown) => log('warn', 'a finished job could not be marked', { job: job.id, error }))
  }

  async function failed(job: TakenJob, error: unknown, last: boolean): Promise<void> {
    const again = !last && !isHopeless(error)
    log(again ? 'warn' : 'error', 'a job failed', { job: job.id, kind: job.kind, attempts: job.attempts, again, error })
    const said = (error instanceof Error ? error.message : String(error)).slice(0, longestError)
    await failJob(job, process, { error: said, now: clock?.() ?? new Date(databaseNow()), again }).catch((cause: unknown) =>
      log('warn', 'a failed job could not be marked', { job: job.id, error: cause }),
    )
  }

  async function idle(): Promise<void> {
    while (state.looking || running.size > 0) await Promise.all([state.looking, ...running.values()])
  }

  return {
    look,
    idle,
    release: () => releaseLost(process, [...running.keys()]),
    stop() {
      state.stopped = true
      return idle()
    },
  }
}

const tooLong = (signal: AbortSignal) =>
  new Promise<never>((_, failed) => signal.addEventListener('abort', () => failed(new Error('The job took too long.')), { once: true }))
