import * as z from 'zod'
import { pageQuery } from '@/lib/paging'
import { queueViews } from '@/lib/queue-views'
import { time } from '@/lib/time'
import { email } from '@/lib/users/username'
import { applicationStates, timelineKinds } from './names'

const printable = /^[^\p{Cc}\p{Cs}]*$/u
const line = (most: number) => z.string().max(most, `at_most:${most}`).trim().regex(printable, 'control_characters')
const text = (most: number) => z.string().max(most, `at_most:${most}`).trim()
const said = text(2000).min(1, 'empty')

/** What a key may do at most, and until the end of which day. */
const allowanceMembers = {
  models: z.array(z.string().max(200)).max(500).min(1, 'models_none').nullable().meta({ description: 'Ids of models; null: all of them.' }),
  rpm: z.int().min(1).max(1_000_000).meta({ description: 'Calls a minute.' }),
  tpm: z.int().min(1).max(2_000_000_000).meta({ description: 'Tokens a minute.' }),
  weeklyTokens: z.int().min(1).max(1_000_000_000_000_000).meta({ description: 'Tokens a week.' }),
  endsOn: z.iso.date('day').meta({ description: 'The last day, in the time zone of the installation.' }),
}
export const allowance = z.object(allowanceMembers)
export type Allowance = z.infer<typeof allowance>

/** A draft may lack anything; what is missing or wrong is told when it is submitted. */
const members = {
  email: line(254),
  purpose: text(4000),
  project: line(200),
  supervisor: line(200),
  ...allowanceMembers,
}
export const newApplicationBody = z.strictObject({
  ...z.object(members).partial().shape,
  keyId: z.string().max(64).optional().meta({ description: 'A key of yours that was granted: the application asks for more for it.' }),
})
export const changeApplicationBody = z.strictObject(members).partial()
export const applicationCommentBody = z.strictObject({ text: said })
export type NewApplicationBody = z.input<typeof newApplicationBody>
export type NewApplication = z.output<typeof newApplicationBody>
export type ChangeApplicationBody = z.input<typeof changeApplicationBody>
export type ChangeApplication = z.output<typeof changeApplicationBody>

/** What has to be right before an operator sees it. */
export const completeApplication = z.object({ email, purpose: z.string().min(1) })

const seen = z.iso
  .datetime({ offset: true })
  .optional()
  .meta({ description: 'The `submittedAt` that was looked at: 409 when it was submitted again since.' })
export const approveApplicationBody = z.strictObject({
  ...z.object(allowanceMembers).partial().shape,
  note: text(2000).optional(),
  submittedAt: seen,
})
export const rejectApplicationBody = z.strictObject({ reason: said, submittedAt: seen })
export const askChangesBody = z.strictObject({ text: said, submittedAt: seen })
export const revokeBody = z.strictObject({
  reason: line(300).min(1, 'empty').meta({ description: 'Callers of the key are told it.' }),
  barred: z.boolean().default(false).meta({ description: 'The user may not apply again.' }),
})
export const barBody = z.strictObject({ barred: z.boolean() })
export type ApproveApplicationBody = z.input<typeof approveApplicationBody>
export type Approve = z.output<typeof approveApplicationBody>
export type RevokeBody = z.input<typeof revokeBody>

const keyOf = z.object({ id: z.string(), name: z.string(), preview: z.string(), working: z.boolean() })
export const applicationAnswer = z.object({
  id: z.string(),
  state: z.enum(applicationStates),
  email: z.string(),
  purpose: z.string(),
  project: z.string(),
  supervisor: z.string(),
  ...allowanceMembers,
  granted: allowance.nullable(),
  forKeyId: z.string().nullable().meta({ description: 'The key for which more is asked.' }),
  key: keyOf.nullable().meta({ description: 'The key that was granted or raised; null also after it was deleted.' }),
  keyWaits: z.boolean().meta({ description: 'The secret of the key can be taken once.' }),
  reason: z.string().nullable().meta({ description: 'What was said with the last decision.' }),
  createdAt: time,
  updatedAt: time,
  submittedAt: time.nullable(),
  decidedAt: time.nullable(),
})
export type ApplicationLine = z.infer<typeof applicationAnswer>

const event = z.object({
  id: z.string(),
  time,
  kind: z.enum(timelineKinds),
  text: z.string(),
  from: z.enum(['applicant', 'operator', 'system']),
  username: z.string().nullable().meta({ description: 'Who it was, for operators.' }),
})
export type ApplicationEvent = z.infer<typeof event>
export const oneApplication = z.object({ application: applicationAnswer, events: z.array(event) })
export type OneApplication = z.infer<typeof oneApplication>
export const applicationList = z.object({ applications: z.array(applicationAnswer), nextCursor: z.string().nullable() })
export type ApplicationList = z.infer<typeof applicationList>

export const applicationForm = z.object({
  defaults: allowance,
  models: z.array(z.string()).meta({ description: 'The models that you may ask for.' }),
  barred: z.boolean().meta({ description: 'You may not apply, because an allowance of yours was revoked.' }),
})
export type ApplicationForm = z.infer<typeof applicationForm>
export const takenKey = z.object({ secret: z.string() })
export type TakenKey = z.infer<typeof takenKey>

export const applicationQueueFilter = z.strictObject({
  ...pageQuery,
  view: z.enum(queueViews).default('waiting'),
  search: z.string().max(100).trim().optional(),
})
export type ApplicationQueueFilter = z.input<typeof applicationQueueFilter>
export const queuedApplication = applicationAnswer.extend({
  applicant: z.object({ id: z.int(), username: z.string(), group: z.string() }),
  decidedBy: z.string().nullable(),
  barred: z.boolean(),
  earlier: z.int().meta({ description: 'How many other applications this user has submitted.' }),
})
export type QueuedApplication = z.infer<typeof queuedApplication>
export const applicationQueue = z.object({ applications: z.array(queuedApplication), nextCursor: z.string().nullable() })
export type ApplicationQueue = z.infer<typeof applicationQueue>
export const queuedOne = z.object({
  application: queuedApplication,
  events: z.array(event),
  defaults: allowance,
  models: z.array(z.string()).meta({ description: 'The models that the applicant may use.' }),
  past: z.object({
    since: time,
    tokens: z.number(),
    earlier: z.array(z.object({ id: z.string(), state: z.enum(applicationStates), at: time })),
  }),
})
export type QueuedOne = z.infer<typeof queuedOne>
