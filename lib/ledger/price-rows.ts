import 'server-only'
import type { Price } from '@/lib/catalog/price'

/** Columns of `price_versions`, as the pool reads them. */
export interface PriceRow {
  input: bigint
  output: bigint
  cached_input: bigint
  cache_write: bigint
  reasoning: bigint
  per_request: bigint
  per_image: bigint
  per_minute: bigint
  per_page: bigint
  per_million_characters: bigint
}

export const priceOf = (row: PriceRow): Price => ({
  inputNanos: row.input,
  outputNanos: row.output,
  cachedInputNanos: row.cached_input,
  cacheWriteNanos: row.cache_write,
  reasoningNanos: row.reasoning,
  perRequestNanos: row.per_request,
  perImageNanos: row.per_image,
  perMinuteNanos: row.per_minute,
  perPageNanos: row.per_page,
  perMillionCharactersNanos: row.per_million_characters,
})
