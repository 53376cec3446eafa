'use client'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import { Money } from '@/components/ui/money'
import { Time } from '@/components/ui/time'
import type { TicketLink } from '@/lib/tickets/schema'

type Shown<Kind extends TicketLink['kind']> = NonNullable<(TicketLink & { kind: Kind })['facts']>

/** What a ticket is about. `href`: where its user finds it. */
export function LinkFacts({ link, href }: { link: TicketLink; href?: string }) {
  const t = useTranslations('tickets')
  return (
    <Facts>
      <Fact term={t(`kinds.${link.kind}`)}>
        <span className="flex min-w-0 items-center gap-1">
          {href && link.facts ? (
            <Link href={href} className="truncate text-accent-text underline decoration-current/40 underline-offset-3">
              <code>{link.id}</code>
            </Link>
          ) : (
            <code className="truncate">{link.id}</code>
          )}
          <CopyButton text={link.id} label={t(`kinds.${link.kind}`)} />
        </span>
      </Fact>
      {link.facts === null ? <Fact term={t('linkState')}>{t('linkGone')}</Fact> : <Known link={link} />}
    </Facts>
  )
}

function Known({ link }: { link: TicketLink }): ReactNode {
  if (link.kind === 'call' && link.facts) return <CallFacts facts={link.facts} />
  if (link.kind === 'key' && link.facts) return <KeyFacts facts={link.facts} />
  if (link.facts && 'state' in link.facts) return <RequestFacts facts={link.facts} />
  return null
}

function RequestFacts({ facts }: { facts: Shown<'recharge'> | Shown<'application'> }) {
  const t = useTranslations('tickets')
  return (
    <>
      {'amount' in facts && (
        <Fact term={t('amount')}>
          <Money value={facts.amount} minPlaces={2} />
        </Fact>
      )}
      {'project' in facts && facts.project !== '' && <Fact term={t('project')}>{facts.project}</Fact>}
      <Fact term={t('linkState')}>{t(`requestStates.${facts.state}`)}</Fact>
      <Fact term={t('created')}>
        <Time value={facts.createdAt} look="clock" />
      </Fact>
    </>
  )
}

function CallFacts({ facts }: { facts: Shown<'call'> }) {
  const t = useTranslations('tickets')
  const format = useFormatter()
  const { time, model, status, errorCode, inputTokens, outputTokens, charge, durationMs } = facts
  return (
    <>
      <Fact term={t('model')}>{model}</Fact>
      <Fact term={t('time')}>
        <Time value={time} look="clock" />
      </Fact>
      <Fact term={t('linkState')}>{[status, errorCode].filter((part) => part !== null).join(' ') || '–'}</Fact>
      <Fact term={t('tokens')}>{t('inAndOut', { input: inputTokens, output: outputTokens })}</Fact>
      <Fact term={t('charge')}>
        <Money value={charge} />
      </Fact>
      {durationMs !== null && <Fact term={t('took')}>{format.number(durationMs / 1000, { maximumFractionDigits: 2 })} s</Fact>}
    </>
  )
}

function KeyFacts({ facts: { name, preview, enabled, expiresAt } }: { facts: Shown<'key'> }) {
  const t = useTranslations('tickets')
  return (
    <>
      <Fact term={t('name')}>{name}</Fact>
      <Fact term={t('preview')}>
        <code>{preview}</code>
      </Fact>
      <Fact term={t('linkState')}>{t(enabled ? 'enabled' : 'disabled')}</Fact>
      {expiresAt !== null && (
        <Fact term={t('expires')}>
          <Time value={expiresAt} look="day" />
        </Fact>
      )}
    </>
  )
}
