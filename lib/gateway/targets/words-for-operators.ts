const longest = 500
/** An upstream may talk without end; what is beyond is not looked at. */
const looked = 16_384

/** What looks like a credential, whosever it is; `$1` stays. */
const credentials = [
  /\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  /()\beyJ[\w-]{8,500}\.[\w-]+(?:\.[\w-]*)?/g,
  /\b((?:sk|rk|pk|hf|gsk|xai|ghp)[-_])[\w-]{8,}/g,
  /((?:api[-_]?key|secret|password|token|authorization)["']?\s*[:=]\s*["']?)(?!(?:bearer|basic)\b)[^\s"',}]{6,}/gi,
  /(:\/\/)[^\s/@"']+(?=@)/g,
]

/** An upstream's own words as an operator may read them: bounded, without the credential that it was sent. Never for a log, since they may quote the prompt. */
export function wordsForOperators(text: string | undefined, apiKey: string | null, most = longest): string | null {
  if (!text) return null
  let clean = text.slice(0, looked)
  for (const secret of apiKey && apiKey.length > 3 ? [apiKey, encodeURIComponent(apiKey)] : []) clean = clean.replaceAll(secret, '…')
  for (const credential of credentials) clean = clean.replace(credential, '$1…')
  // A part of a long text would keep the whole of it in memory.
  return Buffer.from(clean.slice(0, most)).toString()
}
