import { refusedHost } from '@/lib/addresses/refused-host'

/**
 * Normalises an upstream's base URL (no slash at the end), or says why it is refused (the name of a field sentence). Private and loopback
 * addresses are allowed, because a campus has its models there. Link-local and cloud metadata addresses are refused.
 */
export function readBaseUrl(text: string): { url: string } | { error: string } {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return { error: 'base_url' }
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { error: 'base_url_protocol' }
  if (url.username || url.password) return { error: 'base_url_user' }
  if (url.hash) return { error: 'base_url_fragment' }
  const reason = refusedHost(url.hostname)
  if (reason) return { error: reason }
  url.pathname = url.pathname.replace(/\/+$/, '')
  return { url: url.search ? url.href : url.href.replace(/\/+$/, '') }
}
