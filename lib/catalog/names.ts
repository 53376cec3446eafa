import { type UnitPrice, unitNames, unitTable } from '@/lib/units'

/** What a model can be asked for. */
export const modes = ['chat', 'embedding', 'rerank', 'image', 'transcription', 'speech', 'moderation', 'tool'] as const
export type Mode = (typeof modes)[number]
/** What the model `auto` may choose a model for. */
export const autoTags = ['chat', 'code', 'vision', 'tools', 'long', 'reasoning'] as const
export const thinkingKinds = ['never', 'optional', 'always'] as const
/** The usual ones; operators may write others. */
export const capabilities = ['tools', 'vision', 'json', 'reasoning', 'audio'] as const

/** The members of a price, as a catalog file names them: one for each unit that is charged. */
export const priceNames = unitNames.map((unit) => unitTable[unit].price)
export type PriceName = UnitPrice
/** What is charged where a price is missing: cached and cache-write input cost the same as input, reasoning the same as output, the rest nothing. */
export const priceFollows: Partial<Record<PriceName, PriceName>> = { cachedInput: 'input', cacheWrite: 'input', reasoning: 'output' }

/** What a group may still be used by, so that it cannot go. */
export const groupUses = ['members', 'keys', 'models'] as const
export type GroupUse = (typeof groupUses)[number]

export const timeoutNames = ['connect', 'firstByte', 'firstToken', 'idle', 'answer', 'total'] as const
export type TimeoutName = (typeof timeoutNames)[number]

/** Whom an answer of the response cache is for, and whose calls use it: those of keys that ask for it, or all. */
export const cacheScopes = ['user', 'everyone'] as const
export const cacheUsers = ['asking', 'all'] as const
/** A week. */
export const longestCacheSeconds = 604_800
