'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { modelHref } from '@/components/layout/model-href'
import { TableNote, TableTitle } from '@/components/ui/table'
import type { ModelCard } from '@/lib/catalog/schema'
import { ModelTags } from './model-tags'
import { hasOutput, type Scale } from './price-lines'
import { PriceWords } from './price-words'

export function ModelName({ model }: { model: ModelCard }) {
  return (
    <>
      <TableTitle>
        {/* The row has the focus and opens the same page. */}
        <Link href={modelHref(model.id)} tabIndex={-1} className="break-words font-medium hover:text-accent-text">
          {model.name}
        </Link>
        <ModelTags model={model} />
      </TableTitle>
      <TableNote>{model.provider}</TableNote>
    </>
  )
}

/** On phones the price of the output stands below, because its own column is not shown there. */
export function InputPrice({ model, scale }: { model: ModelCard; scale: Scale }) {
  const t = useTranslations('models')
  return (
    <>
      <span className="phone:hidden">
        <PriceWords model={model} of="input" scale={scale} />
      </span>
      <span className="hidden phone:inline">
        <PriceWords model={model} of="input" scale={scale} whole />
        {hasOutput(model) && (
          <TableNote>
            {t('output')} <PriceWords model={model} of="output" scale={scale} whole />
          </TableNote>
        )}
      </span>
    </>
  )
}
