'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { RequestStatus } from '@/components/shared/requests/request-status'
import { RequestTimeline } from '@/components/shared/requests/request-timeline'
import { Fact, Facts } from '@/components/ui/facts'
import { Money } from '@/components/ui/money'
import { SheetSection } from '@/components/ui/sheet'
import { Time } from '@/components/ui/time'
import type { RequestKind } from '@/lib/ledger/names'
import type { RequestToDecide } from '@/lib/ledger/request-schema'
import { PayeeFact } from './payee-fact'

interface Props {
  row: RequestToDecide
}

export const RechargeDetails = ({ row }: Props) => <RequestDetails kind="recharge" row={row} />
export const WithdrawalDetails = ({ row }: Props) => <RequestDetails kind="withdrawal" row={row} />

/** What the decision needs: what is asked for, whose it is and what they have, and what happened so far. */
function RequestDetails({ kind, row }: Props & { kind: RequestKind }) {
  const t = useTranslations('requests')
  return (
    <>
      <SheetSection>
        <Facts>
          <Fact term={t('amount')}>
            <Money value={row.amount} minPlaces={2} />
          </Fact>
          <Fact term={t('state')}>
            <RequestStatus kind={kind} state={row.state} />
          </Fact>
          <Fact term={t('method')}>{t(`methods.${row.method}`)}</Fact>
          {kind === 'withdrawal' && <PayeeFact key={row.id} row={row} />}
          {row.note !== null && <Fact term={t('note')}>{row.note}</Fact>}
          {row.payment !== null && <Fact term={t('admin.payment')}>{row.payment}</Fact>}
        </Facts>
      </SheetSection>
      <SheetSection title={t('admin.user')}>
        <Facts>
          <Fact term={t('admin.name')}>
            <Link href={`/admin/users?user=${row.user.id}`} prefetch={false}>
              {row.user.username}
            </Link>
          </Fact>
          <Fact term={t('admin.since')}>
            <Time value={row.user.since} look="day" />
          </Fact>
          <Fact term={t('admin.cash')}>
            <Money value={row.wallet.cash} minPlaces={2} />
          </Fact>
          <Fact term={t('admin.grant')}>
            <Money value={row.wallet.grant} minPlaces={2} />
          </Fact>
          <Fact term={t('admin.earlier')}>{t('admin.earlierCounts', row.earlier)}</Fact>
        </Facts>
      </SheetSection>
      <SheetSection title={t('timeline')}>
        <RequestTimeline kind={kind} request={row} decidedBy={row.decidedBy} />
      </SheetSection>
    </>
  )
}
