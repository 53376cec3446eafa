'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { snippetsOf } from '@/components/shared/snippets/by-mode'
import { SnippetTabs } from '@/components/shared/snippets/snippet-tabs'
import { Segmented } from '@/components/ui/segmented'
import { useSite } from '@/components/ui/site-context'
import { TextLink } from '@/components/ui/text-link'
import { modes } from '@/lib/catalog/names'

/** How the model is called, for each thing that it is for. */
export function ModelSnippets({ id, modes: given }: { id: string; modes: readonly string[] }) {
  const t = useTranslations('models')
  const { publicUrl } = useSite()
  const known = modes.filter((mode) => given.includes(mode))
  const [mode, setMode] = useState(known[0] ?? 'chat')
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-[15px]">{t('detail.snippets')}</h2>
        {known.length > 1 && (
          <Segmented
            aria-label={t('detail.snippetMode')}
            options={known.map((value) => ({ value, label: t(`modes.${value}`) }))}
            value={mode}
            onValueChange={setMode}
          />
        )}
        <p className="ml-auto text-[12.5px] text-ink-2">
          {t('detail.keyHint')} <TextLink href="/keys?create=1">{t('detail.getKey')}</TextLink>
        </p>
      </div>
      <SnippetTabs key={mode} facts={{ publicUrl, secret: 'sk-…', model: id }} snippets={snippetsOf[mode]} />
    </section>
  )
}
