import 'server-only'
import { eraseCached, trimCached } from '@/lib/answers/erase-cached'
import { forgetAnswers } from '@/lib/answers/forget-answers'
import { expireApplications } from '@/lib/applications/expire-applications'
import { eraseAudit } from '@/lib/audit/erase-audit'
import { eraseUploads } from '@/lib/files/erase-uploads'
import { checkUpstreams } from '@/lib/gateway/probe/check-upstreams'
import { eraseJobs } from '@/lib/jobs/erase-jobs'
import { warnExpiringKeys } from '@/lib/keys/warn-expiring-keys'
import { sweepPoints } from '@/lib/ledger/points/settle-points'
import { sweep } from '@/lib/ledger/sweep/sweep'
import { warnExpiringGrants } from '@/lib/ledger/wallet/warn-expiring-grants'
import { warnLowBalances } from '@/lib/ledger/wallet/warn-low-balances'
import { sweepWeeks } from '@/lib/limits/weekly'
import { log } from '@/lib/log'
import { eraseMails } from '@/lib/mail/erase-mails'
import { eraseNotices } from '@/lib/notices/erase-notices'
import { eraseResponses } from '@/lib/responses/erase-responses'
import { eraseThreads } from '@/lib/responses/threads/erase-threads'
import { settings } from '@/lib/settings/settings'
import { eraseUnsent } from '@/lib/tickets/attachments'
import { rollUp } from '@/lib/usage/roll-up'
import { summariseRecords } from '@/lib/usage/summarise-records'
import { eraseSums } from '@/lib/usage/sums'
import { closeMonths } from './close-months'
import { every } from './every'
import { jobs } from './jobs'
import { makePartitions } from './make-partitions'

const minute = 60
const hour = 60 * minute

/**
 * Starts the work that repeats beside the requests. Each piece is safe in several processes at once. Resolves when the first request may
 * come.
 */
export async function startRepeating(): Promise<void> {
  every(1, 'adding up usage', rollUp)
  every(1, 'checking upstreams', checkUpstreams)
  every(2, 'looking for jobs', () => jobs().look())
  every(10, 'taking back the jobs of processes that are gone', () => jobs().release())
  every(hour, 'erasing finished jobs', eraseJobs)
  every(hour, 'erasing old mails', eraseMails)
  every(hour, 'erasing old notices', eraseNotices)
  every(10, 'ending the holds of processes that are gone', sweep)
  every(10, 'settling points of messages', sweepPoints)
  every(hour, 'erasing sums of the past', eraseSums)
  every(10 * minute, 'summing up pages of usage records', summariseRecords)
  every(10 * minute, 'forgetting finished weeks', async () => sweepWeeks(Date.now()))
  every(hour, 'erasing kept answers', forgetAnswers)
  every(minute, 'erasing answers of the response cache', eraseCached)
  every(hour, 'erasing surplus answers of the response cache', () => trimCached())
  every(6 * hour, 'making partitions', makePartitions)
  every(10 * minute, 'erasing the parts of expired uploads', eraseUploads)
  every(minute, 'ending allowances whose time is over', expireApplications)
  every(hour, 'erasing attachments that were never sent', eraseUnsent)
  every(hour, 'erasing stored responses', () => eraseResponses())
  every(hour, 'erasing conversations of responses', () => eraseThreads())
  every(10 * minute, 'warning of low balances', warnLowBalances)
  every(hour, 'warning of grants that expire', warnExpiringGrants)
  every(hour, 'warning of keys that expire', warnExpiringKeys)
  every(hour, 'erasing old entries of the audit trail', () => eraseAudit(settings().auditDays))
  every(hour, 'closing months whose records are no longer kept', closeMonths)
  await makePartitions().catch((error: unknown) => log('warn', 'making partitions failed', { error }))
}
