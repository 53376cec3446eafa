import * as z from 'zod'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'
import { jobStates } from './names'

export const jobId = z.object({ id: z.string().max(64) })

export const jobsParams = z.strictObject({
  ...pageQuery,
  state: z.enum(jobStates).optional(),
  /** `mail.send`, or a prefix such as `mail.` */
  kind: z.string().max(100).trim().optional(),
})
export type JobsQuery = z.input<typeof jobsParams>

const jobLine = z.object({
  id: z.string(),
  kind: z.string(),
  input: z.unknown(),
  state: z.enum(jobStates),
  attempts: z.int(),
  /** The most attempts that a job gets by itself. */
  mostAttempts: z.int(),
  runAt: time,
  error: z.string().nullable(),
  createdAt: time,
  doneAt: time.nullable(),
})
export type JobLine = z.infer<typeof jobLine>
export const jobsPage = z.object({ jobs: z.array(jobLine), nextCursor: z.string().nullable() })
export type JobsAnswer = z.infer<typeof jobsPage>
