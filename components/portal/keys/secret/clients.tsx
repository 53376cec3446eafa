'use client'
import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { Aside } from '@/components/ui/label'
import { Labelled } from '@/components/ui/labelled'
import { clientLinks } from './client-links'

/** Links that put address and key into clients on this machine. */
export function Clients({ facts }: { facts: Parameters<(typeof clientLinks)[number]['href']>[0] }) {
  const t = useTranslations('keys')
  return (
    <Labelled
      label={
        <>
          {t('clients')} <Aside>{t('clientsHint')}</Aside>
        </>
      }
    >
      <div className="grid grid-cols-3 gap-2 phone:grid-cols-2">
        {clientLinks.map((client) => (
          <ClientLink key={client.name} href={client.href(facts)} mark={client.mark}>
            {client.name}
          </ClientLink>
        ))}
      </div>
    </Labelled>
  )
}

const ClientLink = ({ mark, children, ...rest }: ComponentProps<'a'> & { mark: string }) => (
  <a
    {...rest}
    target="_blank"
    rel="noreferrer"
    className="flex h-10 items-center gap-2.5 rounded-sm border border-line px-2.5 font-medium text-[13px] hover:bg-hover"
  >
    <i
      className="grid size-5.5 flex-none place-items-center rounded-sm bg-sunken font-semibold text-[11px]/none text-ink-2 not-italic inset-ring inset-ring-line"
      aria-hidden
    >
      {mark}
    </i>
    {children}
    <ExternalLink className="ml-auto size-3.5 text-ink-3 phone:hidden" aria-hidden />
  </a>
)
