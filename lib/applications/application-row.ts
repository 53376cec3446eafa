import 'server-only'
import * as z from 'zod'
import { applicationStates } from './names'
import { allowance } from './schema'

export const applicationRow = z.object({
  id: z.string(),
  userId: z.int(),
  state: z.enum(applicationStates),
  email: z.string(),
  purpose: z.string(),
  project: z.string(),
  supervisor: z.string(),
  wanted: allowance,
  granted: allowance.nullable(),
  forKeyId: z.string().nullable(),
  keyId: z.string().nullable(),
  barred: z.boolean(),
  submittedAt: z.date().nullable(),
})
export type ApplicationRow = z.infer<typeof applicationRow>

/** The columns of such a row, of a table that is called `a`. */
export const applicationColumns = `a.id, a.user_id as "userId", a.state, a.email, a.purpose, a.project, a.supervisor, a.wanted, a.granted,
  a.for_key_id as "forKeyId", a.key_id as "keyId", a.barred, a.submitted_at as "submittedAt"`

/** The row with all that is shown of it. */
export const shownRow = applicationRow.extend({
  createdAt: z.date(),
  updatedAt: z.date(),
  decidedAt: z.date().nullable(),
  keyWaits: z.boolean(),
  key: z.object({ id: z.string(), name: z.string(), preview: z.string(), working: z.boolean() }).nullable(),
  reason: z.string().nullable(),
})
export type ShownRow = z.infer<typeof shownRow>

/** Reads such rows; what follows says which. */
export const selectShown = `select ${applicationColumns}, a.created_at as "createdAt", a.updated_at as "updatedAt", a.decided_at as "decidedAt",
  a.state = 'approved' and a.fetched_at is null and k.sealed is not null as "keyWaits",
  case when k.id is not null then jsonb_build_object('id', k.id, 'name', k.name, 'preview', k.preview,
    'working', k.enabled and k.stopped_reason is null and coalesce(k.expires_at > now(), true)) end as key,
  (select nullif(e.text, '') from application_events e where e.application_id = a.id
     and e.kind in ('changes_asked', 'approved', 'rejected', 'revoked') order by e.time desc limit 1) as reason`
/** Where they are read from. */
export const fromShown = 'from applications a left join api_keys k on k.id = a.key_id and k.deleted_at is null'
