/** Where to go after signing in: a path of our own, never another site. */
export function safeNext(next: string | null | undefined, otherwise = '/dashboard'): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return otherwise
  return next
}
