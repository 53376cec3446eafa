'use client'
import { useTranslations } from 'next-intl'
import { LinkFacts } from '@/components/shared/tickets/link-card'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import { Time } from '@/components/ui/time'
import type { TicketLink, TicketThread } from '@/lib/tickets/schema'

/** Where the user finds what a ticket is about. */
const places: Record<TicketLink['kind'], (id: string) => string> = {
  call: (id) => `/logs?call=${id}`,
  key: (id) => `/keys?key=${id}`,
  recharge: () => '/wallet',
  withdrawal: () => '/wallet',
  application: (id) => `/applications?application=${id}`,
}

/** Beside the thread: number, times, and what the ticket is about. */
export function TicketFacts({ ticket: { id, created_at, updated_at, link } }: { ticket: TicketThread['ticket'] }) {
  const t = useTranslations('tickets')
  return (
    <div className="grid gap-4">
      <Card title={t('facts')}>
        <Facts>
          <Fact term={t('number')}>
            <span className="flex min-w-0 items-center gap-1">
              <code className="truncate">{id}</code>
              <CopyButton text={id} label={t('number')} />
            </span>
          </Fact>
          <Fact term={t('created')}>
            <Time value={created_at} look="clock" />
          </Fact>
          <Fact term={t('updated')}>
            <Time value={updated_at} />
          </Fact>
        </Facts>
      </Card>
      {link && (
        <Card title={t('about')}>
          <LinkFacts link={link} href={places[link.kind](link.id)} />
        </Card>
      )}
    </div>
  )
}
