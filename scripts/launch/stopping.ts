import { say, sentence } from './progress.ts'
import { watchParent } from './watch-parent.mjs'

type Cleanup = (hurry: boolean) => Promise<unknown> | unknown
const patienceMs = 1000

/**
 * Undoes what was started, last first, when a signal comes or something fails. A second signal stops the wait for running calls; it counts
 * only after a second, because a terminal and npm both pass Ctrl-C on.
 */
export function stopping() {
  const cleanups: Cleanup[] = []
  let began: number | undefined
  let hurry = false

  async function end(code: number, reason: string): Promise<never> {
    if (began !== undefined) return new Promise<never>(() => undefined)
    began = Date.now()
    say(reason)
    for (const cleanup of cleanups.reverse()) {
      try {
        await cleanup(hurry)
      } catch (error) {
        console.error(sentence(error))
        code = 1
      }
    }
    if (code === 0) say('Stopped')
    process.exit(code)
  }

  function asked(): void {
    if (began === undefined) void end(0, 'Stopping …')
    else if (Date.now() - began > patienceMs && !hurry) {
      hurry = true
      say('Stopping at once')
      void cleanups[0]?.(true)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked)
  // This process was started by one that receives the signals for us. The channel to it closes when it ends. Listening on the channel must
  // not keep this process alive when its work is done, since the other one waits for its end.
  if (process.channel) {
    process.on('disconnect', asked)
    process.channel.unref()
  } else watchParent(asked)
  return {
    /** Registers what is undone at the end, before what was added earlier. */
    add: (cleanup: Cleanup) => void cleanups.push(cleanup),
    end,
    get stopped() {
      return began !== undefined
    },
  }
}
export type Stopping = ReturnType<typeof stopping>
