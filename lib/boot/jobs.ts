import 'server-only'
import { sendReset, sendResetJob } from '@/lib/auth/forgot-password'
import { onChange } from '@/lib/db/notify'
import { handles, type JobHandler } from '@/lib/jobs/job-kind'
import { type Worker, worker } from '@/lib/jobs/worker'
import { sendMail, sendMailJob } from '@/lib/mail/send-mail'
import { sendWebhook, sendWebhookJob } from '@/lib/notices/send-webhook'
import { once } from '@/lib/once'
import { processId } from '@/lib/processes/process-id'

/** The kinds of durable work, and the verbs that do them. */
const handlers: JobHandler[] = [handles(sendMailJob, sendMail), handles(sendResetJob, sendReset), handles(sendWebhookJob, sendWebhook)]

/** The worker of this process. It is woken when a job is written, and looks by itself besides (`repeating.ts`). */
export const jobs = (): Worker =>
  once('boot.jobs', () => {
    const made = worker({ handlers, process: processId() })
    onChange('jobs', made.look)
    return made
  })
