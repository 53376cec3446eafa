'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { RequestToDecide } from '@/lib/ledger/request-schema'

const PayoutDialog = dynamic(() => import('./payout-dialog').then((parts) => parts.PayoutDialog))

/** Notes that the money of an approved withdrawal was sent, and under which name. */
export function PayoutButton({ row }: { row: RequestToDecide }) {
  const t = useTranslations('requests')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" className="ml-auto" onClick={() => setOpen(true)}>
        {t('admin.markPaid')}
      </Button>
      {open && <PayoutDialog row={row} onClose={() => setOpen(false)} />}
    </>
  )
}
