'use client'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/ui/error-state'
import { Fact, Facts } from '@/components/ui/facts'
import { Money } from '@/components/ui/money'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { Time } from '@/components/ui/time'
import type { CodeBatch } from '@/lib/ledger/schema'
import { batchQuery } from '@/lib/queries/codes'
import { BatchCodes } from './batch-codes'
import { BatchUses } from './batch-uses'

interface Props {
  batch: CodeBatch | undefined
  onClose: () => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

/** One batch: what it pays, its codes by the part that may be shown, and who redeemed them. */
export function BatchSheet({ batch, onClose, onPrevious, onNext }: Props) {
  return (
    <Sheet
      open={batch !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={batch?.name ?? ''}
      subtitle={batch?.id}
      onPrevious={onPrevious}
      onNext={onNext}
    >
      {batch && (
        <>
          <BatchFacts batch={batch} />
          <Codes key={batch.id} batch={batch} />
          <BatchUses key={`${batch.id} uses`} batch={batch} />
        </>
      )}
    </Sheet>
  )
}

function BatchFacts({ batch }: { batch: CodeBatch }) {
  const t = useTranslations('adminCodes')
  const format = useFormatter()
  return (
    <SheetSection>
      <Facts>
        <Fact term={t('amountEach')}>
          <Money value={batch.amount} minPlaces={2} />
        </Fact>
        <Fact term={t('account')}>{t(`accounts.${batch.account}`)}</Fact>
        <Fact term={t('used')}>{`${format.number(batch.used)} / ${format.number(batch.count * batch.uses)}`}</Fact>
        <Fact term={t('expires')}>{batch.expiresAt ? <Time value={batch.expiresAt} look="day" /> : t('never')}</Fact>
        {batch.account === 'grant' && (
          <Fact term={t('grantDays')}>{batch.grantDays === null ? t('never') : t('days', { count: batch.grantDays })}</Fact>
        )}
      </Facts>
    </SheetSection>
  )
}

function Codes({ batch }: { batch: CodeBatch }) {
  const t = useTranslations('adminCodes')
  const query = useQuery(batchQuery(batch.id))
  return (
    <SheetSection title={t('codes')}>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
      ) : query.data ? (
        <BatchCodes batch={batch} codes={query.data.codes} />
      ) : (
        <Skeleton width="70%" />
      )}
    </SheetSection>
  )
}
