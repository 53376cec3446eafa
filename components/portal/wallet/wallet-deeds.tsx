'use client'
import { ArrowDownToLine, ArrowUpFromLine } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useWalletList } from './wallet-lists'

const RechargeDialog = dynamic(() => import('./requests/recharge-dialog').then((parts) => parts.RechargeDialog))
const WithdrawDialog = dynamic(() => import('./requests/withdraw-dialog').then((parts) => parts.WithdrawDialog))

/** The buttons that ask for money in or out. What was asked for is then shown in its list. */
export function WalletDeeds() {
  const t = useTranslations('wallet')
  const [asking, ask] = useState<'recharges' | 'withdrawals'>()
  const [, show] = useWalletList()
  const dialog = {
    onClose: () => ask(undefined),
    onAsked: () => {
      ask(undefined)
      if (asking) void show(asking)
    },
  }
  return (
    <>
      <Button icon={<ArrowUpFromLine aria-hidden />} onClick={() => ask('withdrawals')}>
        {t('withdraw')}
      </Button>
      <Button variant="primary" icon={<ArrowDownToLine aria-hidden />} onClick={() => ask('recharges')}>
        {t('recharge')}
      </Button>
      {asking === 'recharges' && <RechargeDialog {...dialog} />}
      {asking === 'withdrawals' && <WithdrawDialog {...dialog} />}
    </>
  )
}
