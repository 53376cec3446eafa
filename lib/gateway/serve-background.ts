import 'server-only'
import { Readable } from 'node:stream'
import { fail, isAppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { Signal } from '@/lib/signal'
import type { Admitted } from './admit/admit-call'
import type { Reply } from './call/call'
import { answerHead } from './choose/route-call'
import type { BackgroundAnswer } from './endpoints/endpoint'
import { EventParser } from './relay/event-parser'
import { replyHeaders } from './reply/headers'
import { serveStream } from './serve-stream'
import { settleFailed } from './settle/settle-failed'

const largestEvent = 32 * 1024 * 1024

/**
 * Answers at once, and makes the answer without its caller, as the stream that a caller would get. It is held, settled and recorded like
 * every stream, and has its place under the limits until it ends.
 */
export async function serveBackground(admitted: Admitted, caller: Signal): Promise<Reply> {
  const { exchange } = admitted.plan
  const answer = await begin(admitted, caller).catch(async (error: unknown) => {
    throw await settleFailed(admitted, error, [])
  })
  void make(admitted, answer).catch((error: unknown) => log('error', 'an answer in the background was lost', { call: exchange.id, error }))
  const headers = replyHeaders(exchange, typeof answer.reply === 'string' ? 'json' : 'stream')
  return { status: 200, headers, body: answer.reply }
}

async function begin({ plan, held }: Admitted, caller: Signal): Promise<BackgroundAnswer> {
  const { endpoint, exchange, body } = plan
  await held
  // The caller would never learn the id to ask for.
  if (caller.aborted) throw fail('client_gone')
  if (!endpoint.background) throw fail('invalid_request', { param: 'background' })
  // A caller who left its stream could not be told from one that got it all, and a repeat would be a second answer.
  if (body.stream === true && exchange.headers['idempotency-key'] !== undefined)
    throw fail('invalid_request', { param: 'Idempotency-Key', message: 'In the background Idempotency-Key is taken without stream only.' })
  return endpoint.background(answerHead(plan))
}

async function make(admitted: Admitted, answer: BackgroundAnswer): Promise<void> {
  try {
    const { body } = await serveStream(admitted, answer.signal)
    if (body instanceof Readable) await read(body, answer)
  } catch (error) {
    if (!isAppError(error)) log('error', 'an answer in the background was not made', { call: admitted.plan.exchange.id, error })
    const { code, message } = isAppError(error) ? error : fail('internal')
    return answer.end({ code, message })
  }
  return answer.end()
}

/** Resolves when the stream has ended, complete or not. */
function read(body: Readable, answer: BackgroundAnswer): Promise<void> {
  return new Promise((done, failed) => {
    const parser = new EventParser((data, name) => {
      answer.take(data, name)
      return true
    }, largestEvent)
    body.on('data', (part: Buffer | string) => {
      try {
        if (parser.push(Buffer.from(part))) return
        failed(fail('internal', { cause: 'an event is too large' }))
      } catch (error) {
        failed(error)
      }
      body.destroy()
    })
    body.on('error', failed).on('close', done)
  })
}
