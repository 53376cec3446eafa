const longest = 500
/** An upstream may send any amount of text. What is beyond this is not read. */
const looked = 16_384

/** Patterns of credentials of any kind; `$1` is kept. */
const credentials = [
  /\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  /()\beyJ[\w-]{8,500}\.[\w-]+(?:\.[\w-]*)?/g,
  /\b((?:sk|rk|pk|hf|gsk|xai|ghp)[-_])[\w-]{8,}/g,
  /((?:api[-_]?key|secret|password|token|authorization)["']?\s*[:=]\s*["']?)(?!(?:bearer|basic)\b)[^\s"',}]{6,}/gi,
  /(:\/\/)[^\s/@"']+(?=@)/g,
]

/**
 * Cleans an upstream's words for operators: bounded, and without the credential that it was sent. They must not reach a log, because they
 * may quote the prompt.
 */
export function wordsForOperators(text: string | undefined, apiKey: string | null, most = longest): string | null {
  if (!text) return null
  let clean = text.slice(0, looked)
  for (const secret of apiKey && apiKey.length > 3 ? [apiKey, encodeURIComponent(apiKey)] : []) clean = clean.replaceAll(secret, '…')
  for (const credential of credentials) clean = clean.replace(credential, '$1…')
  // A slice of a long text would keep the whole text in memory, so it is copied.
  return Buffer.from(clean.slice(0, most)).toString()
}
