import { fail } from '@/lib/errors'

export type Members = Record<string, unknown>

export const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)
export const absent = (value: unknown): value is null | undefined => value === undefined || value === null
export const wrong = (param: string, should: string) => fail('invalid_request', { param, message: `${param} ${should}.` })

/** @throws a 400 that names the member. */
export function text(value: unknown, param: string): string {
  if (typeof value !== 'string') throw wrong(param, 'must be a string')
  return value
}
