'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { SnippetTabs } from '@/components/shared/snippets/snippet-tabs'
import { Aside } from '@/components/ui/label'
import { Labelled } from '@/components/ui/labelled'
import { Select } from '@/components/ui/select'
import { modelsQuery } from '@/lib/queries/models'

interface Props {
  facts: { publicUrl: string; secret: string; model: string }
  /** the models that the key may call; null: all */
  allowed: readonly string[] | null
  onModel: (model: string) => void
}

/** Code samples for a key. Their model can be chosen. */
export function Samples({ facts, allowed, onModel }: Props) {
  const t = useTranslations('keys')
  const all = useQuery(modelsQuery).data?.models ?? []
  const usable = all.filter((model) => (model.modes ?? ['chat']).includes('chat') && (allowed === null || allowed.includes(model.id)))
  return (
    <Labelled
      label={
        <>
          {t('snippets')} <Aside className="phone:hidden">{t('snippetsHint')}</Aside>
        </>
      }
      aside={
        <span className="block w-56">
          <Select
            size="s"
            aria-label={t('model')}
            options={[...new Set([facts.model, ...usable.map(({ id }) => id)])].map((id) => ({ value: id, label: id }))}
            value={facts.model}
            onValueChange={onModel}
          />
        </span>
      }
    >
      <SnippetTabs facts={facts} />
    </Labelled>
  )
}
