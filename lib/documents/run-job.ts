import 'server-only'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { fail } from '@/lib/errors'
import { once } from '@/lib/once'
import type { Signal } from '@/lib/signal'
import { type Errand, lanes } from '@/lib/throttle/lanes'
import { type Converted, documentLimits, type Job, type Measured, type Unreadable } from './job'

/** Threads at once, of all users and of one; and how many documents of one user may wait to be measured. */
const atOnce = 2
const ofOne = 1
const mostWaiting = 30
/** How often a thread's memory is looked at. */
const watchMs = 200
const mebibyte = 1024 * 1024

const line = () => once('documents.line', () => lanes<Errand>(atOnce, () => ofOne))

export interface Given extends Omit<Job, 'work'> {
  /** The user whose turn it takes. */
  owner: number
}

type Refused = { ok: false; why: Unreadable }

/**
 * Says what a document is and how many pages it may come to. @throws `rate_limit_exceeded` when too many of its owner's wait, `unavailable`
 * when its turn does not come.
 */
export async function measureDocument(given: Given): Promise<Measured> {
  if (line().waitingIn(String(given.owner), 'last') >= mostWaiting)
    throw fail('rate_limit_exceeded', {
      message: 'Too many of your documents wait already. Send the next when some are done.',
      retryAfter: 10,
    })
  const done = await turn(given, 'last', AbortSignal.timeout(documentLimits.waitMs))
  if (!done) throw fail('unavailable', { message: 'Many documents are being read. Send this one again later.', retryAfter: 30 })
  return run<Measured>({ ...given, work: 'measure' }, documentLimits.measureMs).finally(done)
}

/**
 * Writes it as Markdown. It was measured, so it goes before those of its owner's that were not. When the signal aborts it ends at once, with
 * an answer that nobody waits for.
 */
export async function convertDocument(given: Given, signal: Signal): Promise<Converted> {
  const done = await turn(given, 'first', signal)
  if (!done) return { ok: false, why: 'too_slow' }
  return run<Converted>({ ...given, work: 'convert' }, documentLimits.convertMs, signal).finally(done)
}

/** Waits for its owner's turn, and gives what ends that; undefined when the signal aborts before. */
function turn({ owner }: Given, of: 'first' | 'last', signal: Signal): Promise<(() => void) | undefined> {
  if (signal.aborted) return Promise.resolve(undefined)
  const name = String(owner)
  return new Promise((resolve) => {
    const errand: Errand = {
      run() {
        signal.removeEventListener('abort', leave)
        return new Promise<void>((end) => resolve(end))
      },
    }
    const leave = () => {
      line().drop(name, of, errand)
      resolve(undefined)
    }
    signal.addEventListener('abort', leave)
    line().add(name, of, errand)
  })
}

// It is run as it stands, since a bundler would have to know of it.
const program = () => join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'documents', 'worker', 'worker.ts')

function run<T extends Measured | Converted>({ bytes, suffix, work }: Job, timeMs: number, signal?: Signal): Promise<T | Refused> {
  if (signal?.aborted) return Promise.resolve({ ok: false, why: 'too_slow' })
  return new Promise((resolve) => {
    const worker = new Worker(program(), {
      workerData: { bytes, suffix, work } satisfies Job,
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: documentLimits.heapMebibytes },
    })
    const finish = (answer: T | Refused) => {
      clearTimeout(timer)
      clearInterval(watch)
      signal?.removeEventListener('abort', leave)
      void worker.terminate()
      resolve(answer)
    }
    const leave = () => finish({ ok: false, why: 'too_slow' })
    const timer = setTimeout(leave, timeMs)
    const watch = setInterval(async () => {
      if ((await outsideMebibytes(worker)) > documentLimits.outsideMebibytes) finish({ ok: false, why: 'too_large' })
    }, watchMs)
    signal?.addEventListener('abort', leave)
    worker.stdout.resume()
    worker.stderr.resume()
    worker.on('message', finish)
    worker.on('error', ({ code }: NodeJS.ErrnoException) =>
      finish({ ok: false, why: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_large' : 'broken' }),
    )
    worker.on('exit', () => finish({ ok: false, why: 'broken' }))
  })
}

/** Node limits the heap of a thread only, and what is outside it is memory of the whole process. */
const outsideMebibytes = (worker: Worker): Promise<number> =>
  worker.getHeapStatistics().then(
    ({ external_memory: bytes }) => bytes / mebibyte,
    () => 0,
  )
