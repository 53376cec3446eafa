'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { RequestStatus } from '@/components/shared/requests/request-status'
import { RequestTimeline } from '@/components/shared/requests/request-timeline'
import { Button, buttonVariants } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { Fact, Facts } from '@/components/ui/facts'
import { formatMoney } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import type { RequestKind } from '@/lib/ledger/names'
import type { MoneyRequest } from '@/lib/ledger/request-schema'
import { requestsApi } from '@/lib/queries/requests'
import { refreshWallet } from '@/lib/queries/wallet'

interface Props {
  kind: RequestKind
  request: MoneyRequest | undefined
  onClose(): void
  onPrevious?: () => void
  onNext?: () => void
}

/** One request with what happened to it. While nobody has decided, it may be cancelled. */
export function RequestSheet({ kind, request, onClose, onPrevious, onNext }: Props) {
  const t = useTranslations('requests')
  return (
    <Sheet
      open={request !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={t(`${kind}.one`)}
      subtitle={request?.id}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={request && ['pending', 'unpaid'].includes(request.state) ? <Deeds kind={kind} request={request} /> : undefined}
    >
      {request && (
        <>
          <SheetSection>
            <Facts>
              <Fact term={t('amount')}>
                <Money value={request.amount} minPlaces={2} />
              </Fact>
              <Fact term={t('state')}>
                <RequestStatus kind={kind} state={request.state} />
              </Fact>
              <Fact term={t('method')}>{t(`methods.${request.method}`)}</Fact>
              {request.account !== null && <Fact term={t('account')}>{request.account}</Fact>}
              {request.note !== null && <Fact term={t('note')}>{request.note}</Fact>}
            </Facts>
          </SheetSection>
          <SheetSection title={t('timeline')}>
            <RequestTimeline kind={kind} request={request} />
          </SheetSection>
        </>
      )}
    </Sheet>
  )
}

function Deeds({ kind, request: { id, amount, currency, payUrl } }: { kind: RequestKind; request: MoneyRequest }) {
  const t = useTranslations('requests')
  const client = useQueryClient()
  const confirm = useConfirm()
  const { busy, run } = useDeed(() => refreshWallet(client))
  const cancel = async () => {
    const question = {
      title: t('cancelTitle'),
      consequences: [t(`${kind}.cancelled`, { amount: formatMoney(amount, currency, 'en', 2) })],
      action: t('cancelNow'),
    }
    if ((await confirm(question)) && (await run(() => requestsApi.cancel(kind, id)))) notify.done(t('cancelDone'))
  }
  return (
    <>
      <Button busy={busy} onClick={() => void cancel()}>
        {t('cancelNow')}
      </Button>
      {payUrl !== null && (
        <a className={buttonVariants({ variant: 'primary' })} href={payUrl} rel="noreferrer">
          {t('pay')}
        </a>
      )}
    </>
  )
}
