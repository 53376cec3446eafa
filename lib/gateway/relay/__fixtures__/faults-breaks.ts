import { asked, done, finish, role, say, sayFor, up, usage } from './chunks'
import { begun, broken, cut, type Fault, hi, refused } from './fault'

/** After content: what was said stays said, then an error event. */
export const breaks: Fault[] = [
  broken('ends without a finish reason', begun),
  broken('end marker without a finish reason', [...begun, done]),
  broken('reset in the middle', begun, { end: 'reset' }),
  broken('torn inside an event', [...begun, 'data: {"choices":[{"ind']),
  broken('torn inside a character', [...begun, Buffer.from('data: {"choices":[{"delta":{"content":"你').subarray(0, -1)], { end: 'reset' }),
  broken('malformed JSON', [...begun, 'data: {"choices":[{]}\n\n', ...up(finish())], { how: 'malformed' }),
  broken('JSON that is no object', [...begun, 'data: 42\n\n'], { how: 'malformed' }),
  broken('JSON that is a list', [...begun, 'data: [1]\n\n'], { how: 'malformed' }),
  broken('choices that are no list', [...begun, 'data: {"choices":{}}\n\n'], { how: 'malformed' }),
  broken('a choice that is no object', [...begun, 'data: {"choices":[null]}\n\n'], { how: 'malformed' }),
  broken('HTML in the middle', [...begun, 'data: <html>502</html>\n\n'], { how: 'malformed' }),
  broken(
    'JSON nested beyond measure',
    [...begun, `data: {"usage":1,"x":${'['.repeat(50_000)}${']'.repeat(50_000)},"choices":[{"delta":{}}]}\n\n`],
    {
      how: 'malformed',
    },
  ),
  broken('an error event after content', [...begun, 'data: {"error":{"message":"CUDA out of memory at 10.0.0.7"}}\n\n']),
  broken('a named error event after content', [...begun, 'event: error\ndata: out of memory\n\n']),
  broken('an event above the limit', [...begun, ...Array<string>(50).fill('x'.repeat(100))], { maxEventBytes: 4000 }),
  broken('a usage report in the middle does not make a cut whole', [...up(role, hi), say(' there', usage(5, 2)).up]),
  cut(
    'one of two answers unfinished',
    [...up(sayFor(0, 'a'), sayFor(1, 'b'), finish('stop', 0)), done],
    asked(sayFor(0, 'a'), sayFor(1, 'b'), finish('stop', 0)),
    'ab',
    { finishReason: 'stop' },
  ),
]

/** Before content: another target can be tried. */
export const refusals: Fault[] = [
  refused('an empty body', [], 'empty'),
  refused('only comments', [': a\n\n', ': b\n\n'], 'empty'),
  refused('only the end marker', [done], 'empty'),
  refused('only a role, then the end', up(role), 'empty'),
  refused('reset at once', [], 'cut', { end: 'reset' }),
  refused('reset after the role', up(role), 'cut', { end: 'reset' }),
  refused('an error event first', ['data: {"error":{"message":"busy","type":"overloaded","code":529}}\n\n'], 'error', {
    error: { status: 529, message: 'busy', type: 'overloaded' },
  }),
  refused(
    'an error event after the role',
    [...up(role), 'data: {"error":{"message":"no","code":"context_length_exceeded"}}\n\n'],
    'error',
    { error: { message: 'no', code: 'context_length_exceeded' } },
  ),
  refused('an error as text', ['data: {"error":"no memory"}\n\n'], 'error', { error: { message: 'no memory' } }),
  refused("vLLM's error object", ['data: {"object":"error","message":"too long","type":"BadRequestError","code":400}\n\n'], 'error', {
    error: { status: 400, message: 'too long', type: 'BadRequestError' },
  }),
  refused('an error as plain JSON', ['{"error":{"message":"x","code":"500"}}'], 'error', {
    type: 'application/json',
    error: { status: 500, message: 'x', code: '500' },
  }),
  refused('malformed first event', ['data: {nope\n\n'], 'malformed'),
  refused('an HTML page', ['<html><body>Bad gateway</body></html>'], 'empty', { type: 'text/html' }),
  refused('content and an error in one chunk: nothing has gone out yet', [`${hi.up}data: {"error":{"message":"x"}}\n\n`], 'error', {
    error: { message: 'x' },
  }),
  refused('an endless first line', Array<string>(100).fill('x'.repeat(100)), 'too_large', { maxEventBytes: 4000 }),
  refused('promises of content without end', Array<string>(20).fill(role.up.replace('c1', 'c'.repeat(100_000))), 'too_large'),
  refused('JSON that is no answer', ['{"hello":"world"}'], 'malformed', { type: 'application/json' }),
  refused('half a JSON answer', ['{"choices":[{"mess'], 'malformed', { type: 'application/json' }),
]
