/**
 * What a call used, each in its own unit. Cached and cache-write tokens are part of the input, reasoning tokens part of the output;
 * seconds are of audio and may have parts, everything else is whole.
 */
export const unitNames = [
  'inputTokens',
  'cachedTokens',
  'cacheWriteTokens',
  'outputTokens',
  'reasoningTokens',
  'images',
  'seconds',
  'pages',
  'characters',
  'requests',
] as const
export type UnitName = (typeof unitNames)[number]
export type Units = Record<UnitName, number>

export const noUnits: Units = {
  inputTokens: 0,
  cachedTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  images: 0,
  seconds: 0,
  pages: 0,
  characters: 0,
  requests: 0,
}
