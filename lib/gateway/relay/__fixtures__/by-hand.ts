import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { CallerBody } from '../caller-body'
import { openStream } from '../open-stream'
import type { OpenedStream, StreamHooks } from '../stream-types'
import { type Asking, answerOf, options, settling } from './feed'

/** A body that the test fills by hand; it never ends by itself. */
export const byHand = () => new Readable({ read() {} })

/** Lets everything happen that is waiting to. */
export const settle = async () => {
  for (let i = 0; i < 5; i++) await turn()
}

export async function opened(body: Readable, more: Asking = {}) {
  let result: OpenedStream | undefined
  void openStream(answerOf(body), options(more)).then((each) => {
    result = each
  })
  await settle()
  return () => result
}

/** Starts and collects; a caller that keeps up. */
export function started(result: OpenedStream | undefined, more: Partial<StreamHooks> = {}, into?: CallerBody) {
  if (!result?.ok) throw new Error('not opened')
  const { ends, settled } = settling()
  const body = result.start({ ...ends, ...more }, into)
  let out = ''
  body.on('data', (part: Buffer) => {
    out += part.toString()
  })
  return { body, settled, out: () => out }
}
