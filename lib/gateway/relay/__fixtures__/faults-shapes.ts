import { asked, done, finish, nothing, role, say, up, usage, usageChunk } from './chunks'
import { complete, cut, type Fault, good, hi, there, whole } from './fault'

const joined = good.join('')
const shaped = (change: (text: string) => string) => [change(joined)]

/** How events may be written. */
export const shapes: Fault[] = [
  whole('plain', good),
  whole('everything in one chunk', [joined]),
  whole(
    'CRLF',
    shaped((text) => text.replaceAll('\n', '\r\n')),
  ),
  whole(
    'CR alone',
    shaped((text) => text.replaceAll('\n', '\r')),
  ),
  whole('CRLF torn between CR and LF', joined.replaceAll('\n', '\r\n').split(/(?<=\r)/)),
  whole(
    'data: without a space',
    shaped((text) => text.replaceAll('data: ', 'data:')),
  ),
  whole('a BOM', ['\ufeff', ...good]),
  whole('comments between events', [': PROCESSING\n\n', ...good.flatMap((text) => [text, ':\n\n'])]),
  whole(
    'event, id and retry fields',
    good.map((text) => `event: message\nid: 1\nretry: 5\n${text}`),
  ),
  whole('a ping event without choices', ['event: ping\ndata: {"type":"ping"}\n\n', ...good]),
  whole(
    'JSON over several data lines',
    shaped((text) => text.replaceAll(',"choices"', ',\ndata: "choices"')),
  ),
  whole(
    'extra blank lines',
    shaped((text) => `\n\n${text.replaceAll('\n\n', '\n\n\n\n')}`),
  ),
  whole(
    'empty data events',
    shaped((text) => `data\n\ndata: \n\n${text}`),
  ),
  whole(
    'no last line end',
    shaped((text) => text.trimEnd()),
  ),
  whole('spaces around the end marker', [...up(role, hi, there, finish(), usageChunk), 'data:  [DONE] \n\n']),
  complete(
    'characters torn apart',
    [...Buffer.from(up(say('你好 😀'), finish()).join('')).values()].map((byte) => Buffer.from([byte])),
    asked(say('你好 😀'), finish()),
    '你好 😀',
  ),
]

/** How a stream may end and be complete nevertheless. */
export const endings: Fault[] = [
  whole('no end marker', up(role, hi, there, finish(), usageChunk)),
  whole('no end marker, no usage', up(role, hi, there, finish()), { usage: null }),
  whole('end marker, no usage', [...up(role, hi, there, finish()), done], { usage: null }),
  whole('reset after the finish reason', up(role, hi, there, finish()), { end: 'reset', usage: null }),
  whole('reset after the usage', up(role, hi, there, finish(), usageChunk), { end: 'reset' }),
  whole('torn inside the usage event', [...up(role, hi, there, finish()), 'data: {"choices":[],"usa'], { usage: null }),
  whole('malformed after the finish reason', [...up(role, hi, there, finish()), 'data: {oops\n\n'], { usage: null }),
  whole('an error after the finish reason', [...up(role, hi, there, finish()), 'data: {"error":{"message":"x"}}\n\n'], { usage: null }),
  whole('more events after the end marker', [...good, ...up(say('ghost')), done]),
  whole('the body stays open after the end marker', good, { end: 'hang' }),
  complete(
    'an empty answer with its finish reason',
    [...up(role, finish('content_filter'), nothing(usage(5, 0))), done],
    asked(role, finish('content_filter')),
    '',
    { usage: [5, 0], finishReason: 'content_filter' },
  ),
  complete('finish reason length', [...up(hi, finish('length')), done], asked(hi, finish('length')), 'Hi', { finishReason: 'length' }),
  cut(
    'an empty text as finish reason is none',
    [...up(hi), say('x').up.replace('"finish_reason":null', '"finish_reason":""')],
    asked(hi) + say('x').asked.replace('"finish_reason":null', '"finish_reason":""'),
    'Hix',
  ),
]
