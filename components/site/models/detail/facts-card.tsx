import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import type { ModelCard } from '@/lib/catalog/schema'
import { modalitiesOf } from '../modalities'

/** Everything that the catalog says of a model. What it does not say is left out. */
export async function FactsCard({ model }: { model: ModelCard }) {
  const t = await getTranslations('models')
  const word = (area: string, one: string) => (t.has(`${area}.${one}`) ? t(`${area}.${one}`) : one)
  const words = (area: string, list: readonly string[]) => list.map((one) => word(area, one)).join(' · ')
  const tokens = (count: number | null) => count !== null && t('detail.tokens', { count })
  const { in: inputs, out: outputs } = modalitiesOf(model)
  const facts: [string, ReactNode][] = [
    [t('callNames'), [model.id, ...model.aliases].map((name) => <Name key={name} name={name} label={t('detail.copyName', { name })} />)],
    [t('provider'), model.provider],
    [t('size'), model.size],
    [t('field'), model.field],
    [t('mode'), [words('modes', model.modes), model.thinking && word('thinking', model.thinking)].filter(Boolean).join(' · ')],
    [t('capability'), words('capabilities', model.capabilities)],
    [t('detail.inputs'), words('modalities', inputs)],
    [t('detail.outputs'), words('modalities', outputs)],
    [t('context'), tokens(model.context)],
    [t('detail.maxOutput'), tokens(model.maxOutput)],
    [t('detail.auto'), words('autoTags', model.auto)],
  ]
  return (
    <Card title={t('detail.facts')}>
      <Facts>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <Fact key={name} term={name}>
              {value}
            </Fact>
          ))}
      </Facts>
    </Card>
  )
}

const Name = ({ name, label }: { name: string; label: string }) => (
  <span className="-mt-1 flex items-center justify-between gap-1">
    <code className="min-w-0 break-all">{name}</code>
    <CopyButton text={name} label={label} />
  </span>
)
