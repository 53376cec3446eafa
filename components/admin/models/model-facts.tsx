'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { rateNames } from '@/components/shared/limits/limit-names'
import { Fact, Facts } from '@/components/ui/facts'
import { Money } from '@/components/ui/money'
import { Note } from '@/components/ui/note'
import { SheetSection } from '@/components/ui/sheet'
import { priceNames } from '@/lib/catalog/names'
import type { ModelLine } from '@/lib/catalog/schema'
import { PricePreview } from './form/price-preview'

/** Shows a row that the catalog file holds. It cannot be edited, because the next start would undo the change. */
export function ModelFacts({ model }: { model: ModelLine }) {
  return (
    <>
      <Basics model={model} />
      <Prices model={model} />
      <Targets model={model} />
    </>
  )
}

function Basics({ model }: { model: ModelLine }) {
  const t = useTranslations('adminModels')
  const limits = useTranslations('limits')
  const format = useFormatter()
  const number = (value: number | null) => (value === null ? null : format.number(value))
  const { cache } = model
  const facts = [
    ['aliases', model.aliases.join(', ')],
    ['provider', model.provider],
    ['modes', [model.mode].flat().join(', ')],
    ['context', number(model.context)],
    ['maxOutput', number(model.maxOutput)],
    ['capabilities', model.capabilities.join(', ')],
    ['visible', model.groups?.join(', ') ?? t('everyGroup')],
    ['fallbacks', model.fallbacks.join(', ')],
    ['auto', model.auto.join(', ')],
    ['deprecatedAt', model.deprecatedAt],
    ['sunsetAt', model.sunsetAt],
    ['successor', model.successor],
    ['cache', cache && t('cacheFact', { ...cache, scope: t(`cacheScopes.${cache.scope}`), keys: t(`cacheUsers.${cache.keys}`) })],
  ] as const
  return (
    <SheetSection>
      <Note>{t('fromFileNote')}</Note>
      <Facts className="mt-4">
        {facts.map(([name, value]) => (
          <Fact key={name} term={t(name)}>
            {value || t('nothing')}
          </Fact>
        ))}
        {rateNames.map((name) => (
          <Fact key={name} term={limits(name)}>
            {number(model[name]) ?? t('nothing')}
          </Fact>
        ))}
      </Facts>
    </SheetSection>
  )
}

function Prices({ model: { price, effectivePrice, groups } }: { model: ModelLine }) {
  const t = useTranslations('adminModels')
  return (
    <SheetSection title={t('price')}>
      <Facts>
        {priceNames
          .filter((name) => price[name] !== undefined)
          .map((name) => (
            <Fact key={name} term={t(`prices.${name}`)}>
              <Money value={price[name]} />
            </Fact>
          ))}
        {price.imagePrices?.map(({ size = t('imageAny'), quality = t('imageAny'), price: each }) => (
          <Fact key={`${size} ${quality}`} term={t('imagePriceOf', { size, quality })}>
            <Money value={each} />
          </Fact>
        ))}
      </Facts>
      <PricePreview input={effectivePrice.input} output={effectivePrice.output} groups={groups} />
    </SheetSection>
  )
}

function Targets({ model: { targets } }: { model: ModelLine }) {
  const t = useTranslations('adminModels')
  return (
    <SheetSection title={t('targets')}>
      <ul className="grid gap-1 text-[13px]">
        {targets.map((target) => (
          <li key={target.id}>
            {target.upstream} · <code>{target.upstreamModel}</code> · {t('weightOf', { priority: target.priority, weight: target.weight })}
            {!target.enabled && ` · ${t('states.off')}`}
          </li>
        ))}
      </ul>
    </SheetSection>
  )
}
