'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Compose } from '@/components/shared/tickets/compose'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { refreshTickets, ticketsApi } from '@/lib/queries/tickets'
import type { TicketState } from '@/lib/tickets/names'

export function ReplyBox({ id, status }: { id: string; status: TicketState }) {
  const t = useTranslations('tickets')
  const client = useQueryClient()
  return (
    <Card>
      <Compose
        draft={id}
        label={t('reply')}
        placeholder={t(status === 'waiting' ? 'replyWanted' : 'replyPlaceholder')}
        onSend={async (written) => {
          try {
            await ticketsApi.reply(id, written)
          } finally {
            // Also when it was refused, such as by being closed meanwhile.
            await refreshTickets(client)
          }
        }}
        actions={({ busy, empty }) => (
          <Button type="submit" variant="primary" busy={busy} disabled={empty}>
            {t('send')}
          </Button>
        )}
      />
    </Card>
  )
}
