import * as z from 'zod'
import { scopes } from './schema'

const count = z.int().nullable()

/** A key as its row and the row of its spend limit say, without hash and secret. */
export const keyRow = z.object({
  id: z.string(),
  userId: z.int(),
  name: z.string(),
  preview: z.string(),
  scopes: z.array(z.enum(scopes)),
  enabled: z.boolean(),
  expiresAt: z.date().nullable(),
  allowedIps: z.array(z.string()),
  models: z.array(z.string()).nullable(),
  group: z.string().nullable(),
  /** Its calls may be answered from the response cache. */
  cache: z.boolean(),
  limits: z.object({ rpm: count, tpm: count, weeklyTokens: count, concurrency: count }),
  /** The id of its row in `spend_limits`. */
  limitId: z.string(),
  ceilingNanos: z.bigint().nullable(),
  /** Of a day and of a month. `ceilingNanos` is the one in all. */
  dayCeilingNanos: z.bigint().nullable(),
  monthCeilingNanos: z.bigint().nullable(),
  spentNanos: z.bigint(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  deletedAt: z.date().nullable(),
  /** The application that granted it, whose allowance the owner cannot widen. */
  applicationId: z.string().nullable(),
  /** Why an operator stopped it for good. */
  stoppedReason: z.string().nullable(),
})
export type KeyRow = z.infer<typeof keyRow>

/** Reads such rows; what follows says which. */
export const selectKeys = `select k.id, k.user_id as "userId", k.name, k.preview, k.scopes, k.enabled, k.expires_at as "expiresAt",
  k.allowed_ips as "allowedIps", k.models, k.group_name as "group", k.cache, k.limit_id as "limitId", l.ceiling as "ceilingNanos", l.spent as "spentNanos",
  k.spend_per_day as "dayCeilingNanos", k.spend_per_month as "monthCeilingNanos",
  json_build_object('rpm', k.rpm, 'tpm', k.tpm, 'weeklyTokens', k.weekly_tokens, 'concurrency', k.concurrency) as limits,
  k.created_at as "createdAt", k.last_used_at as "lastUsedAt", k.deleted_at as "deletedAt",
  k.application_id as "applicationId", k.stopped_reason as "stoppedReason"
  from api_keys k join spend_limits l on l.id = k.limit_id`
