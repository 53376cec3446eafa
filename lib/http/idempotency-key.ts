import { fail } from '@/lib/errors'

/** The key under which a repetition of this request has no effect of its own; null where the caller sent none. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get('idempotency-key')?.trim()
  if (!key) return null
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw fail('invalid_request', { fields: { 'idempotency-key': 'at_most:200' } })
  return key
}
