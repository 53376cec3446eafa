const own = 'http://own.invalid'

/**
 * Where to go after signing in: a path of our own, never another site. The text is read as a browser reads it, which skips tabs and line
 * ends.
 */
export function safeNext(next: string | null | undefined, otherwise = '/dashboard'): string {
  if (!next?.startsWith('/') || !URL.canParse(next, own)) return otherwise
  const { origin, pathname, search, hash } = new URL(next, own)
  return origin === own && !pathname.startsWith('//') ? pathname + search + hash : otherwise
}
