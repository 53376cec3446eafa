import { fail } from '@/lib/errors'

export const longestName = 256

export const wrong = (param: string, should: string) => fail('invalid_request', { param, message: `${param} ${should}.` })
export const absent = (value: unknown): value is null | undefined => value === undefined || value === null

export function checkModel(model: unknown): asserts model is string {
  if (absent(model) || model === '') throw fail('model_missing', { param: 'model' })
  if (typeof model !== 'string') throw wrong('model', 'must be a string')
  if (model.length > longestName) throw wrong('model', `is longer than ${longestName} characters`)
}

/** Checks that a member, where it is given, is a whole number from `least` on. */
export function checkCount(body: Record<string, unknown>, name: string, least: number): void {
  const value = body[name]
  if (!absent(value) && (!Number.isSafeInteger(value) || (value as number) < least))
    throw wrong(name, `must be a whole number, ${least} or above`)
}

/** Checks that a member, where it is given, is a text. */
export function checkText(body: Record<string, unknown>, name: string): void {
  if (!absent(body[name]) && typeof body[name] !== 'string') throw wrong(name, 'must be a text')
}

/** A member that has to be a text. */
export function mustBeText(value: unknown, param: string): string {
  if (typeof value !== 'string') throw wrong(param, 'must be a string')
  return value
}
