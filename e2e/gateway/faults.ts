/** Every way in which an upstream fails, as a model name of the fake upstream. Each leads to an error for the caller. */
export const headFaults = [
  'status-500',
  'status-502',
  'status-503x1',
  'status-529',
  'status-408',
  'status-401',
  'status-403',
  'status-404',
  'status-400',
  'status-422',
  'status-429x1',
  'status-429x9',
  'status-429',
  'status-500.texterror',
  'contextlength',
  'filter',
  'resetheaders',
  'closeheaders',
  'halfheaders',
  'hugeheaders',
  'garbage',
  'redirect',
  'html',
  'empty',
  'errorbody',
]
/** These last as long as a time limit. */
export const slowFaults = ['noheaders', 'wait-30000']

/** Faults of streams only: before the first content, then after some. */
export const emptyStreamFaults = ['nothing', 'cut-0', 'half-0', 'reset-0', 'malformed-0', 'error-0', 'comments.cut-0']
export const slowEmptyStreamFaults = ['stall-0', 'firsttoken-30000', 'commentsonly-30000']
export const brokenStreamFaults = [
  'cut-3',
  'half-3',
  'reset-3',
  'malformed-3',
  'error-3',
  'gzip.cut-3',
  'br.reset-3',
  'deflate.malformed-3',
  'bytes.cut-3',
  'cr.half-3',
  'thinking-4.cut-2',
  'tools.cut-2',
  'cut-8.out-8',
  'usageevery.cut-3',
  'usageevery.reported-99999.reset-3',
  'usageevery.usage-zero.malformed-3',
  'usageevery.hidden-500.error-3',
]
export const slowBrokenStreamFaults = ['stall-3', 'endless-3']
/** Faults of whole answers only. */
export const wholeFaults = ['badjson', 'nochoices', 'cut', 'reset', 'short-100', 'huge-33', 'gzip.huge-33', 'gzip.cut']

/** The answer arrives, but what is reported about it cannot be true, or comes late or not at all. The number is its pieces. */
export const lies = [
  { model: 'nousage', pieces: 8 },
  { model: 'usage-negative', pieces: 8 },
  { model: 'usage-huge', pieces: 8 },
  { model: 'usage-float', pieces: 8 },
  { model: 'usage-string', pieces: 8 },
  { model: 'usage-missing', pieces: 8 },
  { model: 'usage-list', pieces: 8 },
  { model: 'usage-zero', pieces: 8 },
  { model: 'usage-zeroin', pieces: 8 },
  { model: 'usage-zeroout', pieces: 8 },
  { model: 'usage-one.out-200', pieces: 200 },
  { model: 'reported-999999', pieces: 8 },
  { model: 'reported-999999.usageevery', pieces: 8 },
  { model: 'reported-999999.usagefinish', pieces: 8 },
  { model: 'hidden-999999', pieces: 8 },
  { model: 'hidden-999999.lateusage-300', pieces: 8 },
  { model: 'in-999999999', pieces: 8 },
  { model: 'cached-999999.in-999999999', pieces: 8 },
]
