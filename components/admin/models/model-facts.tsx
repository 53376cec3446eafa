'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { rateNames } from '@/components/shared/limits/limit-draft'
import { Money } from '@/components/ui/money'
import { Note } from '@/components/ui/note'
import { priceNames } from '@/lib/catalog/names'
import type { ModelLine } from '@/lib/catalog/schema'
import { PricePreview } from './price-preview'

/** Shows a row that the catalog file holds. It cannot be edited, because the next start would undo the change. */
export function ModelFacts({ model }: { model: ModelLine }) {
  const t = useTranslations('adminModels')
  const limits = useTranslations('limits')
  const format = useFormatter()
  const none = t('nothing')
  const { cache } = model
  const facts = [
    ['aliases', model.aliases.join(', ')],
    ['provider', model.provider],
    ['modes', [model.mode].flat().join(', ')],
    ['context', model.context === null ? null : format.number(model.context)],
    ['maxOutput', model.maxOutput === null ? null : format.number(model.maxOutput)],
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
    <>
      <section>
        <Note>{t('fromFileNote')}</Note>
        <dl className="kv mt-4">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt>{t(name)}</dt>
              <dd>{value || none}</dd>
            </div>
          ))}
          {rateNames.map((name) => (
            <div key={name} className="contents">
              <dt>{limits(name)}</dt>
              <dd>{model[name] === null ? none : format.number(model[name])}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>{t('price')}</h3>
        <dl className="kv">
          {priceNames
            .filter((name) => model.price[name] !== undefined)
            .map((name) => (
              <div key={name} className="contents">
                <dt>{t(`prices.${name}`)}</dt>
                <dd>
                  <Money value={model.price[name]} />
                </dd>
              </div>
            ))}
          {model.price.imagePrices?.map(({ size = t('imageAny'), quality = t('imageAny'), price }) => (
            <div key={`${size} ${quality}`} className="contents">
              <dt>{t('imagePriceOf', { size, quality })}</dt>
              <dd>
                <Money value={price} />
              </dd>
            </div>
          ))}
        </dl>
        <PricePreview input={model.effectivePrice.input} output={model.effectivePrice.output} groups={model.groups} />
      </section>
      <section>
        <h3>{t('targets')}</h3>
        <ul className="grid gap-1 text-[13px]">
          {model.targets.map((target) => (
            <li key={target.id}>
              {target.upstream} · <code>{target.upstreamModel}</code> ·{' '}
              {t('weightOf', { priority: target.priority, weight: target.weight })}
              {!target.enabled && ` · ${t('states.off')}`}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
