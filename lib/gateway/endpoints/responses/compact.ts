import { fail } from '@/lib/errors'
import { isObject } from '@/lib/json-object'
import type { GenerationRequest } from '../../generation/request'
import type { UpstreamEvent } from '../../protocols/protocol'
import { chatErrorBody } from '../chat/error-body'
import { absent, wrong } from '../check-members'
import type { AnswerHead, AnswerTotal, GenerationEndpoint } from '../endpoint'
import { typeOf } from './check-input'
import { parseResponses } from './parse-responses'
import { responseId, tailOf } from './response-head'
import { responsesUsage } from './responses-usage'
import { compactionItem, sumUp } from './stored/compaction'
import { recallInput } from './stored/recall-input'
import { ResponseWriter } from './stream-writer'

type Members = Record<string, unknown>

/**
 * A conversation made short: its user messages, and one item that stands for all else. A server that speaks Responses makes that itself;
 * any other model writes a summary, which only its user can send back.
 */
export const compactResponse: GenerationEndpoint = {
  method: 'POST',
  name: 'responses/compact',
  speaks: 'openai-responses',
  recall: (body, owner) => recallInput(checked(body), owner),
  parse: (body, _at, recalled) => parseCompact(body, recalled),
  stream: (head) => new ResponseWriter(head),
  whole: (answer, head) => JSON.stringify(compacted(answer, head)),
  refusal: chatErrorBody,
}

function checked(body: Members): Members {
  for (const name of ['stream', 'background'])
    if (body[name] === true) throw wrong(name, 'is not served here: a conversation is made short in one piece')
  if (!absent(body.conversation)) throw wrong('conversation', 'is not taken here: send its items, or previous_response_id')
  return body
}

function parseCompact(body: Members, recalled?: Members): GenerationRequest {
  const request = parseResponses(checked(body), recalled)
  const ask = { role: 'user', content: sumUp }
  const { prompt, said } = request
  return {
    ...request,
    compacts: true,
    prompt: { ...prompt, messages: [...prompt.messages, ask] },
    ...(said && { said: { ...said, messages: [...said.messages, ask] } }),
  }
}

function compacted(answer: UpstreamEvent, head: AnswerHead & AnswerTotal): Members {
  const { usage, cost, alike } = head
  const own = alike && answer.json ? answer.json : madeOf(answer, head)
  return {
    ...own,
    id: responseId(head.id),
    ...(usage && (usage.estimated || !own.usage) && { usage: responsesUsage(usage) }),
    ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }),
  }
}

function madeOf({ parts }: UpstreamEvent, head: AnswerHead): Members {
  const { owner } = head
  if (owner === undefined) throw fail('internal', { cause: 'a summary is somebody’s' })
  const summary = parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  const tail = tailOf(head.id)
  return {
    object: 'response.compaction',
    created_at: Math.floor(head.time.getTime() / 1000),
    output: [...askedBy(head).map((item, at) => ({ id: `msg_${tail}i${at}`, ...item })), compactionItem(summary, owner, `cmp_${tail}`)],
  }
}

/** What the user said, as it was sent. */
function askedBy({ request }: AnswerHead): Members[] {
  const { input } = request.own?.body ?? {}
  if (typeof input === 'string') return [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: input }] }]
  return (Array.isArray(input) ? input : []).filter((item) => isObject(item) && typeOf(item) === 'message' && item.role === 'user')
}
