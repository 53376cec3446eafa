import 'server-only'
import { type ErrorCode, fail } from '@/lib/errors'
import type { Handler } from './route'

/** Refusals of any request, by the code that reads its credentials, counts it or passes it on. */
const always: readonly ErrorCode[] = [
  'not_signed_in',
  'invalid_api_key',
  'key_mistyped',
  'key_deleted',
  'key_disabled',
  'key_expired',
  'key_revoked',
  'campus_only',
  'user_disabled',
  'ip_not_allowed',
  'key_scope',
  'rate_limit_exceeded',
  'too_many_failures',
  'internal',
  'unavailable',
  'draining',
]
const ofBodies: readonly ErrorCode[] = ['invalid_json', 'body_too_large', 'wrong_content_type']
const ofInput: readonly ErrorCode[] = ['invalid_request', 'unknown_member']

/** Every code that a route may refuse with, by status. */
export function refusalsOf(verb: string, { who, body, bytes, query, params, refusals = [] }: Handler['spec']): Map<number, ErrorCode[]> {
  const codes = new Set<ErrorCode>([
    ...(body ? ofBodies : []),
    ...(bytes === undefined ? [] : (['body_too_large'] as const)),
    ...(body || query || params ? ofInput : []),
    ...(params ? (['not_found'] as const) : []),
    ...(verb === 'GET' ? [] : (['wrong_origin'] as const)),
    ...(who === 'anyone' || who === 'user' ? [] : (['forbidden'] as const)),
    ...refusals,
    ...always,
  ])
  const found = new Map<number, ErrorCode[]>()
  for (const code of codes) {
    const { status } = fail(code)
    found.set(status, [...(found.get(status) ?? []), code])
  }
  return new Map([...found].sort(([a], [b]) => a - b))
}
