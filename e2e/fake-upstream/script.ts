import type { Behaviour } from './behaviour.ts'
import type { Answer, ChatRequest, Tokens } from './chat.ts'
import { answersTo, usageOf } from './chat.ts'

/** What a streamed answer does, step by step. */
export type Step =
  | { do: 'event'; data: string; content?: true }
  | { do: 'raw'; bytes: string }
  | { do: 'wait'; ms: number }
  | { do: 'end' | 'cut' | 'reset' | 'stall' | 'endless' }

type Delta = Record<string, unknown>

function* deltasOf(answer: Answer, byTurns: boolean): Generator<Delta> {
  for (const reasoning_content of answer.reasoning) yield { reasoning_content }
  for (const content of answer.pieces) yield { content }
  const calls = answer.toolCalls.map(callDeltas)
  if (!byTurns) for (const deltas of calls) yield* deltas
  else for (let at = 0; calls.some((deltas) => at < deltas.length); at++) for (const deltas of calls) yield* deltas.slice(at, at + 1)
}

function callDeltas(call: Answer['toolCalls'][number], index: number): Delta[] {
  const { id, name } = call
  const begin = { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }
  return [begin, ...call.arguments.map((part) => ({ tool_calls: [{ index, function: { arguments: part } }] }))]
}

/** What goes wrong after the k-th piece of content; `undefined` when nothing does there. */
function failureAt(k: number, behaviour: Behaviour, request: ChatRequest): Step[] | undefined {
  const quoted = behaviour.has('quote') ? ` in: ${JSON.stringify(request)}` : ''
  const here = (word: string) => behaviour.has(word) && behaviour.number(word, 0) === k
  if (here('cut')) return [{ do: 'cut' }]
  if (here('reset')) return [{ do: 'reset' }]
  if (here('stall')) return [{ do: 'stall' }]
  if (here('endless')) return [{ do: 'endless' }]
  if (here('malformed')) return [{ do: 'event', data: `{"id":"chatcmpl-1","choices":[{"delta":{"con${quoted}` }, { do: 'cut' }]
  if (here('half')) return [{ do: 'raw', bytes: `data: {"id":"chatcmpl-1","choices":[{"index":0,"del${quoted}` }, { do: 'cut' }]
  if (here('error')) {
    const error = { message: `the model crashed at http://10.9.8.7:8000${quoted}`, type: 'server_error', code: 500 }
    return [{ do: 'event', data: JSON.stringify({ error }) }, { do: 'cut' }]
  }
  return undefined
}

/** Makes the whole script of one stream before any of it happens. */
export function* scriptOf(request: ChatRequest, answer: Answer, tokens: Tokens, behaviour: Behaviour): Generator<Step> {
  const text = request.prompt !== undefined
  const base = {
    id: 'chatcmpl-fake-1',
    object: text ? 'text_completion' : 'chat.completion.chunk',
    created: 1_774_332_696,
    model: request.model,
  }
  const usage = usageOf(tokens, behaviour)
  const asked = request.stream_options?.include_usage === true || behaviour.has('usagealways')
  const chunk = (delta: Delta, finish_reason: string | null, extra: Record<string, unknown> = {}, index = 0) =>
    JSON.stringify({
      ...base,
      choices: [{ index, ...(text ? { text: delta.content ?? '' } : { delta }), finish_reason, logprobs: null }],
      ...extra,
    })
  const answers = Array.from({ length: answersTo(request, behaviour) }, (_, index) => index)
  const every = behaviour.has('usageevery') ? { usage } : {}
  const continuous = (request.stream_options as { continuous_usage_stats?: boolean } | undefined)?.continuous_usage_stats === true
  const soFar = (completion: number) =>
    continuous && behaviour.has('usagesofar') ? { usage: usageOf({ ...tokens, completion }, behaviour) } : every
  const pause = behaviour.number('slow', 0)

  if (behaviour.has('comments')) yield { do: 'raw', bytes: ': processing\n\n' }
  for (let i = 0; i < behaviour.number('commentsonly', 0) / 100; i++) {
    yield { do: 'raw', bytes: ': keep-alive\n\n' }
    yield { do: 'wait', ms: 100 }
  }
  yield { do: 'wait', ms: behaviour.number('firsttoken', 0) }
  if (behaviour.has('emptychoices')) yield { do: 'event', data: JSON.stringify({ ...base, choices: [] }) }
  if (!behaviour.has('norole')) yield { do: 'event', data: chunk({ role: 'assistant', content: null }, null, soFar(0)) }

  let sent = 0
  for (const delta of deltasOf(answer, behaviour.has('byturns'))) {
    const failure = failureAt(sent, behaviour, request)
    if (failure) return yield* failure
    if (behaviour.has('comments') && sent % 2 === 1) yield { do: 'raw', bytes: ': still here\n\n' }
    if (pause > 0) yield { do: 'wait', ms: pause }
    const padding = behaviour.has('bigevent') && sent === 1 ? { padding: 'x'.repeat(behaviour.number('bigevent', 1) << 20) } : {}
    for (const index of answers) yield { do: 'event', data: chunk(delta, null, { ...soFar(sent + 1), ...padding }, index), content: true }
    sent++
  }
  const failure = failureAt(sent, behaviour, request)
  if (failure) return yield* failure
  if (behaviour.has('aftercontent')) yield { do: 'wait', ms: behaviour.number('aftercontent', 0) }

  const onFinish = behaviour.has('usagefinish') ? { usage } : every
  if (!behaviour.has('nofinish')) {
    for (const index of answers) yield { do: 'event', data: chunk({}, answer.finishReason, onFinish, index) }
  }
  if (behaviour.has('cutfinish')) return yield { do: 'end' }
  if (behaviour.has('resetfinish')) return yield { do: 'reset' }
  if (behaviour.has('lateusage')) yield { do: 'wait', ms: behaviour.number('lateusage', 1000) }
  if (asked && usage && !behaviour.has('usagefinish') && !behaviour.has('usageevery')) {
    const extra = behaviour.has('timings') ? { timings: { predicted_n: tokens.completion, prompt_n: tokens.prompt } } : {}
    yield { do: 'event', data: JSON.stringify({ ...base, choices: [], usage, ...extra }) }
  }
  if (behaviour.has('stallend')) return yield { do: 'stall' }
  if (!behaviour.has('nodone')) yield { do: 'event', data: '[DONE]' }
  if (behaviour.has('trailing')) yield { do: 'event', data: chunk({ content: ' after the end' }, null) }
  yield { do: 'end' }
}
