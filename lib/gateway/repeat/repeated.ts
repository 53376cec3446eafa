import 'server-only'
import type { Place } from '@/lib/limits/take'
import type { Asked } from '../admit/plan-call'
import type { Reply } from '../call/call'
import { replyHeaders } from '../reply/headers'
import { recordRepeated } from '../settle/record-refused'
import type { Repeat } from './repeat'

/** The first answer once more, free of charge. */
export function repeated({ callId, contentType, answer }: Extract<Repeat, { state: 'kept' }>, asked: Asked, place: Place): Reply {
  place.finish(0)
  recordRepeated(asked)
  const headers = replyHeaders(asked.exchange, contentType.startsWith('text/event-stream') ? 'stream' : 'json')
  headers['content-type'] = contentType
  headers['idempotent-replayed'] = 'true'
  headers['x-atrium-first-request'] = callId
  headers['x-atrium-charge'] = '0'
  return { status: 200, headers, body: answer }
}
