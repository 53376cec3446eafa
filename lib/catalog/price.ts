import { formatNanos, parseMoney } from '@/lib/money'

/** Nanos: the first five per million tokens, the last per million characters, the rest per request, image, minute or page. */
export interface Price {
  inputNanos: bigint
  outputNanos: bigint
  cachedInputNanos: bigint
  cacheWriteNanos: bigint
  reasoningNanos: bigint
  perRequestNanos: bigint
  perImageNanos: bigint
  perMinuteNanos: bigint
  perPageNanos: bigint
  perMillionCharactersNanos: bigint
}

/** The names that a catalog file uses. */
export const priceMembers = [
  'input',
  'output',
  'cachedInput',
  'cacheWrite',
  'reasoning',
  'perRequest',
  'perImage',
  'perMinute',
  'perPage',
  'perMillionCharacters',
] as const
export type PriceMember = (typeof priceMembers)[number]
/** The members that an operator gave, as plain decimals. Missing ones follow the rule of `wholePrice`. */
export type GivenPrice = Partial<Record<PriceMember, string>>

/** Fills in missing prices: cached and cache-write input cost the same as input, reasoning the same as output, everything else nothing. */
const follows: Partial<Record<PriceMember, PriceMember>> = {
  cachedInput: 'input',
  cacheWrite: 'input',
  reasoning: 'output',
}

const nanos = (given: GivenPrice, member: PriceMember): bigint => {
  const follow = follows[member]
  const text = given[member] ?? (follow ? given[follow] : undefined)
  return text === undefined ? 0n : (parseMoney(text) ?? 0n)
}

export function wholePrice(given: GivenPrice): Record<PriceMember, bigint> {
  return Object.fromEntries(priceMembers.map((member) => [member, nanos(given, member)])) as Record<PriceMember, bigint>
}

/** Writes each price in one form ("2.50" is "2.5") and one order, so that equal prices compare equal. */
export function canonicalPrice(given: GivenPrice): GivenPrice {
  const canonical: GivenPrice = {}
  for (const member of priceMembers) {
    const text = given[member]
    if (text !== undefined) canonical[member] = formatNanos(parseMoney(text) ?? 0n)
  }
  return canonical
}

export const toPrice = (whole: Record<PriceMember, bigint>): Price => ({
  inputNanos: whole.input,
  outputNanos: whole.output,
  cachedInputNanos: whole.cachedInput,
  cacheWriteNanos: whole.cacheWrite,
  reasoningNanos: whole.reasoning,
  perRequestNanos: whole.perRequest,
  perImageNanos: whole.perImage,
  perMinuteNanos: whole.perMinute,
  perPageNanos: whole.perPage,
  perMillionCharactersNanos: whole.perMillionCharacters,
})
