const million = 1_000_000

interface Unit {
  /** Of `usage_records`, and of its sums in `usage_hours`; a whole number. */
  column: string
  /** The member of a price that is charged for it, and for how many of the column's number that price is. */
  price: string
  per: number
  /** The unit, in a line above, whose count includes this one: it is charged here instead of there. */
  partOf?: 'inputTokens' | 'outputTokens'
  /** How many of the column's number make one, of a unit that may have parts. */
  parts?: number
}

/** All that a call can use: one line a unit, how it is kept and what it is charged by. */
const table = {
  inputTokens: { column: 'input_tokens', price: 'input', per: million },
  cachedTokens: { column: 'cached_tokens', price: 'cachedInput', per: million, partOf: 'inputTokens' },
  cacheWriteTokens: { column: 'cache_write_tokens', price: 'cacheWrite', per: million, partOf: 'inputTokens' },
  outputTokens: { column: 'output_tokens', price: 'output', per: million },
  reasoningTokens: { column: 'reasoning_tokens', price: 'reasoning', per: million, partOf: 'outputTokens' },
  images: { column: 'images', price: 'perImage', per: 1 },
  /** Of audio, kept to the millisecond. */
  seconds: { column: 'audio_ms', price: 'perMinute', per: 60_000, parts: 1000 },
  pages: { column: 'pages', price: 'perPage', per: 1 },
  characters: { column: 'characters', price: 'perMillionCharacters', per: million },
  requests: { column: 'requests', price: 'perRequest', per: 1 },
} as const satisfies Record<string, Unit>

export type UnitName = keyof typeof table
export type UnitColumn = (typeof table)[UnitName]['column']
export type UnitPrice = (typeof table)[UnitName]['price']

export const unitNames = Object.keys(table) as UnitName[]
export const unitTable: Readonly<Record<UnitName, Unit & { column: UnitColumn; price: UnitPrice }>> = table

/** What a call used, each in its own unit; only seconds may have parts. */
export type Units = Record<UnitName, number>

export const noUnits: Readonly<Units> = Object.freeze(Object.fromEntries(unitNames.map((unit) => [unit, 0])) as Units)

/** As a column keeps it and a price is charged for it: a whole number, 0 for what is no number. */
export function countOf(units: Readonly<Units>, unit: UnitName): number {
  const count = Math.round(units[unit] * (unitTable[unit].parts ?? 1))
  return count > 0 ? count : 0
}
