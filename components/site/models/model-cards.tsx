'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { modelHref } from '@/components/layout/model-href'
import type { ModelCard } from '@/lib/catalog/schema'
import { CallNames } from './call-names'
import { LiveFigure, type LiveFigures } from './live-figure'
import { ModelMode, ModelTags } from './model-tags'
import { contextText, hasOutput, otherUnit, type Scale } from './price-lines'
import { PriceWords } from './price-words'

interface Props {
  models: readonly ModelCard[]
  scale: Scale
  figures: LiveFigures
}

/** The same list as cards: the whole card leads to the model's page. */
export function ModelCards({ models, scale, figures }: Props) {
  const t = useTranslations('models')
  return (
    <ul aria-label={t('title')} className="grid grid-cols-[repeat(auto-fill,minmax(min(280px,100%),1fr))] gap-4">
      {models.map((model) => (
        <li
          key={model.id}
          className="relative flex min-w-0 flex-col gap-3 rounded-md border border-line bg-surface p-4 duration-100 focus-within:border-accent hover:border-line-strong motion-safe:transition-colors"
        >
          <div className="flex flex-wrap items-center gap-x-2">
            <h2 className="text-[15px]">
              <Link href={modelHref(model.id)} className="after:absolute after:inset-0 after:rounded-md">
                {model.name}
              </Link>
            </h2>
            <ModelTags model={model} />
            <p className="basis-full text-[12.5px] text-ink-2">
              {[model.provider, model.size, model.field].filter(Boolean).join(' · ') || '–'}
            </p>
          </div>
          <div className="[&_code]:max-w-full">
            <CallNames id={model.id} aliases={model.aliases} />
          </div>
          <div className="text-[13px]">
            <ModelMode model={model} />
          </div>
          <dl className="mt-auto grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 border-t border-line pt-3 text-[13px] *:odd:text-ink-2 *:even:text-right">
            {model.context !== null && <Fact name={t('context')}>{contextText(model.context)}</Fact>}
            <Fact name={t(otherUnit(model.price) === undefined ? 'input' : 'price')}>
              <PriceWords model={model} of="input" scale={scale} whole />
            </Fact>
            {hasOutput(model) && (
              <Fact name={t('output')}>
                <PriceWords model={model} of="output" scale={scale} whole />
              </Fact>
            )}
            {model.modes.includes('chat') && (
              <Fact name={t('ttft')}>
                <LiveFigure figures={figures} id={model.id} of="ttftMs" />
              </Fact>
            )}
            <Fact name={t('success')}>
              <LiveFigure figures={figures} id={model.id} of="success" />
            </Fact>
          </dl>
        </li>
      ))}
    </ul>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)
