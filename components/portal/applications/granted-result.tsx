'use client'
import { useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { SnippetTabs } from '@/components/shared/snippets/snippet-tabs'
import { Button, LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Hint } from '@/components/ui/hint'
import { Note } from '@/components/ui/note'
import { SheetSection } from '@/components/ui/sheet'
import { useSite } from '@/components/ui/site-context'
import { useDeed } from '@/components/ui/use-deed'
import type { ApplicationLine } from '@/lib/applications/schema'
import { applicationsApi, refreshApplications } from '@/lib/queries/applications'

/** What an approval gave: where to call, the key, and how to use both. */
export function GrantedResult({ application }: { application: ApplicationLine }) {
  const t = useTranslations('applications')
  const { publicUrl } = useSite()
  const [secret, setSecret] = useState<string>()
  const model = application.granted?.models?.[0] ?? 'auto'
  const { key } = application
  if (!key)
    return (
      <SheetSection>
        <Note tone="warn">{t('keyGone')}</Note>
      </SheetSection>
    )
  return (
    <SheetSection title={t('result')}>
      <div className="grid gap-3">
        <Copied name="base_url" value={`${publicUrl}/v1`} />
        {secret === undefined ? (
          <Take application={application} preview={key.preview} onTaken={setSecret} />
        ) : (
          <Copied name="api-key" value={secret} />
        )}
        {secret !== undefined && <Hint>{t('keepSafe')}</Hint>}
        <SnippetTabs facts={{ publicUrl, secret: secret ?? 'your-api-key', model }} />
      </div>
    </SheetSection>
  )
}

function Copied({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex items-center gap-2 rounded-md border border-line-strong py-1.5 pr-1.5 pl-3">
      <span className="flex-none text-[12.5px] text-ink-2">{name}</span>
      <code className="wrap-anywhere flex-1 text-[13px]/5">{value}</code>
      <CopyButton text={value} label={name} />
    </div>
  )
}

interface TakeProps {
  application: ApplicationLine
  preview: string
  onTaken: (secret: string) => void
}

/** The key can be taken here once; later it is on the keys page, which asks for the password. */
function Take({ application: { id, keyWaits }, preview, onTaken }: TakeProps) {
  const t = useTranslations('applications')
  const client = useQueryClient()
  const { busy, run } = useDeed(() => refreshApplications(client))
  const take = () => run(async () => onTaken((await applicationsApi.takeKey(id)).secret))
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-[12.5px] text-ink-2">api-key</span>
      <code className="text-[13px]">{preview}</code>
      {keyWaits ? (
        <Button size="s" variant="soft" icon={<KeyRound aria-hidden />} busy={busy} onClick={() => void take()}>
          {t('takeKey')}
        </Button>
      ) : (
        <LinkButton size="s" href="/keys">
          {t('toKeys')}
        </LinkButton>
      )}
    </div>
  )
}
