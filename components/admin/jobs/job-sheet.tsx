'use client'
import { useQueryClient } from '@tanstack/react-query'
import { RotateCw, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { Fact, Facts } from '@/components/ui/facts'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { Time } from '@/components/ui/time'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import type { JobLine } from '@/lib/jobs/schema'
import { jobsApi, refreshJobs } from '@/lib/queries/admin-jobs'
import { JobState } from './job-columns'

interface Props {
  job: JobLine | undefined
  onClose: () => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

/** One job: what it was given, how it went, and what operators may do with it. */
export function JobSheet({ job, onClose, onPrevious, onNext }: Props) {
  const t = useTranslations('adminJobs')
  const undecided = job?.state === 'waiting' || job?.state === 'failed'
  return (
    <Sheet
      open={job !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={job?.kind ?? ''}
      subtitle={job?.id}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={job && undecided && <Deeds key={job.id} job={job} onClose={onClose} />}
    >
      {job && (
        <>
          <SheetSection>
            <Facts>
              <Fact term={t('state')}>
                <JobState state={job.state} />
              </Fact>
              <Fact term={t('tries')}>{`${job.attempts} / ${job.mostAttempts}`}</Fact>
              {job.state === 'waiting' && (
                <Fact term={t('next')}>
                  <Time value={job.runAt} look="clock" />
                </Fact>
              )}
              <Fact term={t('created')}>
                <Time value={job.createdAt} look="clock" />
              </Fact>
              {job.doneAt !== null && (
                <Fact term={t('doneAt')}>
                  <Time value={job.doneAt} look="clock" />
                </Fact>
              )}
              {job.error !== null && <Fact term={t('error')}>{job.error}</Fact>}
            </Facts>
          </SheetSection>
          <SheetSection title={t('input')}>
            <pre className="wrap-anywhere whitespace-pre-wrap rounded-sm bg-sunken p-3 text-[12.5px]/5">
              {JSON.stringify(job.input, null, 2)}
            </pre>
          </SheetSection>
        </>
      )}
    </Sheet>
  )
}

function Deeds({ job, onClose }: { job: JobLine; onClose: () => void }) {
  const t = useTranslations('adminJobs')
  const client = useQueryClient()
  const confirm = useConfirm()
  const rerunning = useDeed(() => refreshJobs(client))
  const dropping = useDeed(() => refreshJobs(client))
  const rerun = async () => {
    if (await rerunning.run(() => jobsApi.rerun(job.id))) notify.done(t('reran'))
  }
  const drop = async () => {
    const sure = await confirm({ title: t('dropTitle'), consequences: [t('dropBody')], action: t('drop') })
    if (!sure || !(await dropping.run(() => jobsApi.drop(job.id)))) return
    notify.done(t('dropped'))
    onClose()
  }
  return (
    <>
      <Button variant="danger" icon={<Trash2 aria-hidden />} busy={dropping.busy} onClick={() => void drop()}>
        {t('drop')}
      </Button>
      <Button variant="primary" className="ml-auto" icon={<RotateCw aria-hidden />} busy={rerunning.busy} onClick={() => void rerun()}>
        {t('rerun')}
      </Button>
    </>
  )
}
