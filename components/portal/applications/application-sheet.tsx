'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CommentBox } from '@/components/shared/applications/comment-box'
import { Timeline } from '@/components/shared/applications/timeline'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Note } from '@/components/ui/note'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import type { ApplicationLine } from '@/lib/applications/schema'
import { applicationQuery, applicationsApi, refreshApplications } from '@/lib/queries/applications'
import { ApplicationFacts } from './application-facts'
import { isOver, isWithdrawable, isWritable } from './application-state'
import { GrantedResult } from './granted-result'
import type { Writing } from './own-applications'
import { Stepper } from './stepper'
import { useWithdraw } from './use-withdraw'

interface Props {
  application: ApplicationLine
  onWrite: (writing: Writing) => void
  onClose: () => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

/** One application: how far it is, what came of it, and what was said about it. */
export function ApplicationSheet({ application, onWrite, onClose, onPrevious, onNext }: Props) {
  const t = useTranslations('applications')
  const client = useQueryClient()
  const query = useQuery(applicationQuery(application.id))
  const { id, state, reason } = application
  return (
    <Sheet
      wide
      open
      onOpenChange={(open) => !open && onClose()}
      title={application.project || application.purpose.slice(0, 40) || t('untitled')}
      subtitle={t(`states.${state}`)}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={<Deeds application={application} onWrite={onWrite} />}
    >
      <SheetSection>
        <div className="grid gap-3">
          <Stepper state={state} />
          {reason !== null && <Note tone={state === 'approved' ? 'info' : 'warn'}>{reason}</Note>}
        </div>
      </SheetSection>
      {state === 'approved' && <GrantedResult application={application} />}
      <ApplicationFacts application={application} />
      {state !== 'draft' && (
        <SheetSection title={t('timeline')}>
          {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
          {query.data && <Timeline events={query.data.events} />}
          {query.data?.application.submittedAt && (
            <CommentBox
              onSay={async (text) => {
                await applicationsApi.comment(id, text)
                await refreshApplications(client)
              }}
            />
          )}
        </SheetSection>
      )}
    </Sheet>
  )
}

function Deeds({ application, onWrite }: Pick<Props, 'application' | 'onWrite'>) {
  const t = useTranslations('applications')
  const { busy, withdraw } = useWithdraw(application)
  const { id, state, key } = application
  return (
    <>
      {isWithdrawable(state) && (
        <Button variant="danger" busy={busy} onClick={() => void withdraw()}>
          {t('withdraw')}
        </Button>
      )}
      {isWritable(state) && (
        <Button variant="primary" className="ml-auto" onClick={() => onWrite({ write: id })}>
          {t(state === 'draft' ? 'goOn' : 'change')}
        </Button>
      )}
      {isOver(state) && (
        <Button variant="primary" className="ml-auto" onClick={() => onWrite({ write: 'new', from: id })}>
          {t('applyAgain')}
        </Button>
      )}
      {(state === 'approved' || state === 'expired') && key && (
        <Button onClick={() => onWrite({ write: 'new', from: id, key: key.id })}>{t('askMore')}</Button>
      )}
    </>
  )
}
