import { asked, delta, done, finish, finishWith, nothing, role, say, sayFor, up, usage, usageChunk } from './chunks'
import { complete, cut, type Fault, good, hi, there, wanted, whole } from './fault'

const usageOut = () => asked(nothing(usage(5, 2)))

/** Where usage may stand. */
export const usages: Fault[] = [
  wanted('usage for a caller who asked', good),
  whole('usage beside the finish reason, not asked for', [...up(role, hi, there, finishWith(usage(5, 2))), done]),
  wanted('usage beside the finish reason, asked for', [...up(role, hi, there, finishWith(usage(5, 2))), done]),
  complete(
    'usage: null on every chunk, not asked for',
    [...up(say('Hi', ',"usage":null', ''), finishWith(',"usage":null'), usageChunk), done],
    asked(hi, finish()),
    'Hi',
    { usage: [5, 2] },
  ),
  complete('usage: null with spaces', [...up(say('Hi', ', "usage": null', ''), finish(), usageChunk), done], asked(hi, finish()), 'Hi', {
    usage: [5, 2],
  }),
  complete(
    'usage: null on every chunk, asked for',
    [...up(say('Hi', ',"usage":null'), finish(), usageChunk), done],
    asked(say('Hi', ',"usage":null'), finish()) + usageOut(),
    'Hi',
    { wantsUsage: true, usage: [5, 2] },
  ),
  complete(
    'running usage on every chunk: the last counts',
    [...up(say('Hi', usage(5, 1), ''), say(' there', usage(5, 2), ''), finishWith(usage(5, 2))), done],
    asked(hi, there, finish()),
    'Hi there',
    { usage: [5, 2] },
  ),
  complete(
    'usage inside the choice',
    [
      ...up(hi),
      finish().up.replace('"finish_reason":"stop"', '"finish_reason":"stop","usage":{"prompt_tokens":5,"completion_tokens":1}'),
      done,
    ],
    asked(hi, finish()),
    'Hi',
    { usage: [5, 1] },
  ),
  complete('negative usage', [...up(hi, finish(), nothing(usage(5, -2))), done], asked(hi, finish()), 'Hi'),
  complete(
    'usage that is not whole',
    [...up(hi, finish(), nothing(',"usage":{"prompt_tokens":5,"completion_tokens":1.5}')), done],
    asked(hi, finish()),
    'Hi',
  ),
  complete(
    'usage as text',
    [...up(hi, finish(), nothing(',"usage":{"prompt_tokens":"5","completion_tokens":"1"}')), done],
    asked(hi, finish()),
    'Hi',
  ),
  complete('usage before the content', [...up(nothing(usage(5, 2)), hi, finish()), done], asked(hi, finish()), 'Hi', { usage: [5, 2] }),
  complete(
    'usage chunk with members of its own',
    [...up(hi, finish(), nothing(`${usage(5, 2)},"timings":{"cache_n":24}`)), done],
    asked(hi, finish(), nothing(`${usage(5, 2)},"timings":{"cache_n":24}`)),
    'Hi',
    { wantsUsage: true, usage: [5, 2] },
  ),
]

const calls = [{ index: 0, id: 'call_1', type: 'function', function: { name: 'look', arguments: '' } }]
const first = delta({ tool_calls: calls })
const second = delta({ tool_calls: [{ index: 0, function: { arguments: '{"q":1}' } }] })
const parts = delta({ content: [{ type: 'text', text: 'Hi' }] })

/** What counts as content, and what must not be touched. */
export const contents: Fault[] = [
  complete(
    'tool calls',
    [...up(role, first, second, finish('tool_calls')), done],
    asked(role, first, second, finish('tool_calls')),
    'look{"q":1}',
    { finishReason: 'tool_calls' },
  ),
  cut('tool calls cut', up(role, first, second), asked(role, first, second), 'look{"q":1}'),
  complete(
    'reasoning_content',
    [...up(delta({ reasoning_content: 'hm' }), hi, finish()), done],
    asked(delta({ reasoning_content: 'hm' }), hi, finish()),
    'hmHi',
  ),
  complete(
    'reasoning under two names counts once',
    [...up(delta({ reasoning: 'hm', reasoning_content: 'hm' }), finish()), done],
    asked(delta({ reasoning: 'hm', reasoning_content: 'hm' }), finish()),
    'hm',
  ),
  cut('reasoning only, then cut', up(delta({ reasoning: 'hm' })), asked(delta({ reasoning: 'hm' })), 'hm'),
  complete('content in parts', [...up(parts, finish()), done], asked(parts, finish()), 'Hi'),
  complete('a refusal', [...up(delta({ refusal: 'No.' }), finish()), done], asked(delta({ refusal: 'No.' }), finish()), 'No.'),
  complete(
    'two answers at once',
    [...up(sayFor(0, 'a'), sayFor(1, 'b'), finish('stop', 0), finish('length', 1)), done],
    asked(sayFor(0, 'a'), sayFor(1, 'b'), finish('stop', 0), finish('length', 1)),
    'ab',
    { finishReason: 'length' },
  ),
  complete(
    "Azure's filter results before the answer",
    [...up(nothing(',"prompt_filter_results":[{}]'), hi, finish()), done],
    asked(nothing(',"prompt_filter_results":[{}]'), hi, finish()),
    'Hi',
  ),
  complete(
    "the model's name inside the text is left alone",
    [...up(say('"model":"up"'), finish()), done],
    asked(say('"model":"up"'), finish()),
    '"model":"up"',
  ),
  complete(
    "the model's name in another member is left alone",
    [...up(say('Hi', ',"x":{"model":"up"}'), finish()), done],
    asked(say('Hi', ',"x":{"model":"up"}'), finish()),
    'Hi',
  ),
  complete(
    'JSON with spaces',
    ['data: {"model": "up", "choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}]}\n\n'],
    `data: {"model": "asked", "choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}]}\n\n`,
    'Hi',
  ),
  complete(
    'no model in the chunks',
    ['data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n'],
    `data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}],"model":"asked"}\n\n`,
    'Hi',
  ),
  complete(
    'text completions',
    [
      'data: {"object":"text_completion","model":"up","choices":[{"index":0,"text":"Hi","finish_reason":null}]}\n\n',
      'data: {"object":"text_completion","model":"up","choices":[{"index":0,"text":"","finish_reason":"stop"}]}\n\n',
    ],
    `data: {"object":"text_completion","model":"asked","choices":[{"index":0,"text":"Hi","finish_reason":null}]}\n\ndata: {"object":"text_completion","model":"asked","choices":[{"index":0,"text":"","finish_reason":"stop"}]}\n\n`,
    'Hi',
  ),
  complete(
    'a whole JSON answer in place of a stream',
    [
      '{"id":"c1","object":"chat.completion","created":1,"model":"up","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]',
      `${usage(5, 2)}}`,
    ],
    `${asked(delta({ role: 'assistant', content: 'Hi' }))}${asked(finish())}`,
    'Hi',
    { type: 'application/json', usage: [5, 2] },
  ),
  complete(
    'JSON under the name of an event stream',
    ['{"model":"up","choices":[{"index":0,"text":"Hi","finish_reason":"length"}]}'],
    `data: {"model":"asked","choices":[{"index":0,"text":"Hi","finish_reason":null}]}\n\ndata: {"model":"asked","choices":[{"index":0,"text":"","finish_reason":"length"}]}\n\n`,
    'Hi',
    { finishReason: 'length' },
  ),
  whole('an event stream under the name of JSON', good, { type: 'application/json' }),
]
