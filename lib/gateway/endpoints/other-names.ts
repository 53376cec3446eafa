import { fail } from '@/lib/errors'

const ofCeiling = `npredict numpredict maxpredict maxtokens maxcompletiontokens maxnewtokens maxoutputtokens maxgeneratedtokens maxgentokens
  maxgenlen maxtokenstosample maxlength maxlen maxseqlen maxanswertokens maxdecodesteps responsetokens`
const ofChoices = `n bestof ncmpl ncompletions numcompletions numreturnsequences candidatecount numresults numgenerations beamwidth numbeams`

/** Other servers' names for what is limited and paid for here under `max_tokens` and `n`, written without case and signs. */
const otherNames = new Map([
  ...ofCeiling.split(/\s+/).map((name) => [name, 'max_tokens'] as const),
  ...ofChoices.split(/\s+/).map((name) => [name, 'n'] as const),
])
const usual = new Set(['max_tokens', 'max_completion_tokens', 'n'])

/** What stands in these is said to the model, described to it or divides its ceiling; none of it raises one. */
const noSettings = new Set([
  'messages',
  'tools',
  'functions',
  'response_format',
  'output_config',
  'metadata',
  'prediction',
  'documents',
  'logit_bias',
  'model',
  'reasoning',
  'thinking',
])
const deepest = 4
const longestShown = 200

/**
 * Servers let other names beat the ceiling that the hold is for (`n_predict` at llama.cpp), so these are refused by their path, at the
 * top and in objects such as `options` and `extra_body`.
 */
export function refuseOtherNames(body: Record<string, unknown>): void {
  for (const name in body) {
    if (noSettings.has(name)) continue
    if (!usual.has(name)) refuseName(name, name, body[name])
    lookInside(body[name], name, 2)
  }
}

function lookInside(value: unknown, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > deepest) return
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name]
    refuseName(name, `${path}.${name}`, inner)
    lookInside(inner, `${path}.${name}`, depth + 1)
  }
}

function refuseName(name: string, path: string, value: unknown): void {
  if (name.length > 40 || value === null || value === undefined) return
  const send = otherNames.get(name.toLowerCase().replace(/[^a-z]/g, ''))
  if (send === undefined) return
  const shown = path.slice(-longestShown)
  throw fail('invalid_request', { param: shown, message: `${shown} is not taken here. Send ${send}.` })
}
