'use client'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ticketsApi } from '@/lib/queries/tickets'
import { useTicketDeed } from './use-ticket-deed'

/** Closing can be undone by opening it again, so it is done at once. */
export function CloseTicket({ id }: { id: string }) {
  const t = useTranslations('tickets')
  const { busy, run } = useTicketDeed()
  return (
    <Button icon={<Check aria-hidden />} busy={busy} onClick={() => void run(() => ticketsApi.close(id), t('closed'))}>
      {t('close')}
    </Button>
  )
}
