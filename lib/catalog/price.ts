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

/** As a catalog file names them. */
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
/** The members that an operator gave, as plain decimals; what is not there follows the rule of `wholePrice`. */
export type GivenPrice = Partial<Record<PriceMember, string>>

/** What is charged when nothing is said: cached and written input like input, reasoning like output, the rest nothing. */
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

/** One spelling for each price ("2.50" is "2.5"), in one order, so that equal prices compare equal. */
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
