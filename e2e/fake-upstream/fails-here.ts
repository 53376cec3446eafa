import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from './answer.ts'

/** What goes wrong before the k-th piece of a stream, if anything does there. `error` is the event that tells of a failure. */
export async function failsHere({ response, behaviour, call, log }: Exchange, k: number, error: string): Promise<boolean> {
  const here = (word: string) => behaviour.has(word) && behaviour.number(word, 0) === k
  if (here('error')) response.write(error)
  if (!here('cut') && !here('error')) return here('stall')
  log.close(call, 'failed')
  await sleep(50)
  response.socket?.destroy()
  return true
}
