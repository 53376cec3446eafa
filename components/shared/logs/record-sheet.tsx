'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorState } from '@/components/ui/error-state'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { Time } from '@/components/ui/time'
import { recordQuery, type Scope } from '@/lib/queries/usage'
import type { RecordDetail } from '@/lib/usage/schema'
import { Attempts } from './attempts'
import { AutoChoice } from './auto-choice'
import { CallTags } from './call-tags'
import { ChargeSum } from './charge-sum'
import { RecordStatus } from './record-status'
import { TimingBar } from './timing-bar'

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
      title={
        record ? (
          <span className="inline-flex items-center gap-2">
            {record.model} <RecordStatus record={record} />
          </span>
        ) : (
          (id ?? '')
        )
      }
      subtitle={
        record && (
          <>
            <Time value={record.time} look="clock" /> · {record.stream ? t('stream') : t('whole')} · {record.keyName ?? t('playground')}
          </>
        )
      }
      onPrevious={onPrevious}
      onNext={onNext}
      footer={record && <CopyButton text={JSON.stringify(record, null, 2)} label={t('copyJson')} words />}
    >
      {query.isError && (
        <section>
          <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
        </section>
      )}
      {query.isPending && id !== null && (
        <section className="after-a-moment">
          <Skeleton width="60%" />
          <Skeleton width="90%" />
        </section>
      )}
      {record && <Details record={record} />}
    </Sheet>
  )
}

function Details({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  return (
    <>
      {record.errorCode !== null && (
        <section>
          <h3>{t('reason')}</h3>
          <p className="text-bad-text">{t.has(`error.${record.errorCode}`) ? t(`error.${record.errorCode}`) : record.errorCode}</p>
        </section>
      )}
      <ChargeSum record={record} />
      <TimingBar record={record} />
      {record.attempts.length > 0 && <Attempts attempts={record.attempts} />}
      <section>
        <dl className="kv">
          <dt>{t('requestId')}</dt>
          <dd className="flex items-center gap-1">
            <code className="truncate">{record.id}</code>
            <CopyButton text={record.id} label={t('requestId')} />
          </dd>
          {record.user && (
            <>
              <dt>{t('user')}</dt>
              <dd>
                <Link href={`/admin/users?q=${encodeURIComponent(record.user.name)}&user=${record.user.id}`}>{record.user.name}</Link>
              </dd>
            </>
          )}
          {record.clientRequestId !== null && (
            <>
              <dt>{t('clientRequestId')}</dt>
              <dd>
                <code>{record.clientRequestId}</code>
              </dd>
            </>
          )}
          <dt>{t('endpoint')}</dt>
          <dd>
            <code>{record.endpoint}</code>
          </dd>
          {record.modelUsed !== null && record.modelUsed !== record.model && (
            <>
              <dt>{t('modelUsed')}</dt>
              <dd>{record.modelUsed}</dd>
            </>
          )}
          {record.cacheAge !== null && (
            <>
              <dt>{t('cacheAge')}</dt>
              <dd>{t('cacheAgeIs', { seconds: record.cacheAge })}</dd>
            </>
          )}
          <AutoChoice record={record} />
          <CallTags tags={record.tags} />
          <dt>{t('group')}</dt>
          <dd>{record.group}</dd>
          {record.address !== null && (
            <>
              <dt>{t('address')}</dt>
              <dd>
                <code>{record.address}</code>
              </dd>
            </>
          )}
          {record.finishReason !== null && (
            <>
              <dt>{t('finish')}</dt>
              <dd>
                <code>{record.finishReason}</code>
              </dd>
            </>
          )}
          <dt>{t('content')}</dt>
          <dd>{t('notRecorded')}</dd>
        </dl>
      </section>
    </>
  )
}
