import 'server-only'
import { type JournalRow, journal } from '@/lib/ledger/sweep/journal'
import { log } from '@/lib/log'
import { once } from '@/lib/once'

/** A stream that a caller is reading. What it has delivered is written once a second, in case the process dies. */
export interface RunningStream {
  id: string
  startedAt: number
  /** The price version of the model that answers. */
  priceVersionId: string
  inputTokens(): number
  outputTokens(): number
  /** Set when it could not be counted, so that this is logged once. */
  uncountable?: boolean
}

const everyMs = 1000

const state = () =>
  once('gateway.streams', () => ({ running: new Set<RunningStream>(), timer: undefined as NodeJS.Timeout | undefined, writing: false }))

export function watchStream(stream: RunningStream): () => void {
  const { running } = state()
  running.add(stream)
  state().timer ??= setInterval(() => void writeJournal(), everyMs).unref()
  return () => running.delete(stream)
}

export const runningStreams = (): number => state().running.size

/** Writes the journal. Streams of less than a second need no statement. */
export async function writeJournal(now = performance.now()): Promise<void> {
  const kept = state()
  if (kept.running.size === 0) {
    clearInterval(kept.timer)
    kept.timer = undefined
    return
  }
  const long = [...kept.running].filter(({ startedAt }) => now - startedAt >= everyMs)
  if (long.length === 0 || kept.writing) return
  kept.writing = true
  try {
    await journal(await journalRowsOf(long))
  } catch (error) {
    log('warn', 'the journal of running streams was not written', { streams: long.length, error })
  } finally {
    kept.writing = false
  }
}

/** Counting takes a while, so that events of running streams pass after every few of them. */
const countedAtOnce = 10

async function journalRowsOf(streams: RunningStream[]): Promise<JournalRow[]> {
  const rows: JournalRow[] = []
  for (let at = 0; at < streams.length; at += countedAtOnce) {
    rows.push(...streams.slice(at, at + countedAtOnce).flatMap(journalRowOf))
    await new Promise((done) => setImmediate(done))
  }
  return rows
}

/** Returns nothing for a stream that cannot be counted, so that the others' journal goes on. */
function journalRowOf(stream: RunningStream): JournalRow[] {
  const { id, priceVersionId } = stream
  try {
    return [{ id, priceVersionId, inputTokens: stream.inputTokens(), outputTokens: stream.outputTokens() }]
  } catch (error) {
    if (!stream.uncountable) log('error', 'a running stream could not be counted', { call: id, error })
    stream.uncountable = true
    return []
  }
}
