'use client'
import { useQuery } from '@tanstack/react-query'
import { LifeBuoy } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorState } from '@/components/ui/error-state'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { Time } from '@/components/ui/time'
import { recordQuery, type Scope } from '@/lib/queries/usage'
import type { RecordDetail } from '@/lib/usage/schema'
import { RecordStatus } from './record-status'

const RecordDetails = dynamic(() => import('./record-details').then((module) => module.RecordDetails), { loading: () => <Waiting /> })

interface Props {
  scope: Scope
  id: string | null
  onClose(): void
  onPrevious?: () => void
  onNext?: () => void
}

/** One call in detail: its charge, where the time went, what was tried. */
export function RecordSheet({ scope, id, onClose, onPrevious, onNext }: Props) {
  const t = useTranslations('logs')
  const query = useQuery({ ...recordQuery(scope, id ?? ''), enabled: id !== null })
  const record = query.data
  return (
    <Sheet
      open={id !== null}
      onOpenChange={(open) => !open && onClose()}
      title={record ? <Title record={record} /> : (id ?? '')}
      subtitle={record && <Subtitle record={record} />}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={
        record && (
          <>
            <CopyButton text={JSON.stringify(record, null, 2)} label={t('copyJson')} words />
            {scope === 'own' && (
              <LinkButton href={`/tickets?new=true&link=${record.id}`} icon={<LifeBuoy aria-hidden />} prefetch={false}>
                {t('openTicket')}
              </LinkButton>
            )}
          </>
        )
      }
    >
      {query.isError && (
        <SheetSection>
          <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
        </SheetSection>
      )}
      {query.isPending && id !== null && <Waiting />}
      {record && <RecordDetails record={record} />}
    </Sheet>
  )
}

const Title = ({ record }: { record: RecordDetail }) => (
  <>
    {record.model} <RecordStatus record={record} />
  </>
)

function Subtitle({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  return (
    <>
      <Time value={record.time} look="clock" /> · {record.stream ? t('stream') : t('whole')} · {record.keyName ?? t('playground')}
    </>
  )
}

const Waiting = () => (
  <SheetSection>
    <div className="grid animate-appear gap-3">
      <Skeleton width="60%" />
      <Skeleton width="90%" />
    </div>
  </SheetSection>
)
