'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { currencySymbol, formatAmount } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import type { ModelCard } from '@/lib/catalog/schema'
import { type PriceLine, priceAt, type Scale } from '../price-lines'
import { PriceRow } from './price-row'

interface Props {
  model: ModelCard
  /** before any group's multiplier */
  listPrice: ModelCard['price']
  listImagePrices: ModelCard['imagePrices']
  lines: readonly PriceLine[]
  scale: Scale
  /** the reader's group pays other prices than the listed ones */
  own: boolean
}

/** One row for each unit that is charged; pictures with a size or quality of their own stand before the others. */
export function PriceRows({ model, listPrice, listImagePrices, lines, scale, own }: Props) {
  const t = useTranslations('models')
  const unitOf = (name: PriceLine['follows']) => lines.find((line) => line.name === name)?.unit
  const amount = (price: ModelCard['price'], { unit, name }: PriceLine) => <Amount value={priceAt(price[name], unit, scale)} />
  const pictures = listImagePrices.map(({ size, quality, price }, at) => (
    <PriceRow
      key={`${size} ${quality}`}
      per={t('per', { unit: 'images', scale })}
      list={<Amount value={price} />}
      own={own && <Amount value={model.imagePrices[at]?.price ?? price} />}
    >
      {t('detail.picture', { size: size ?? '', quality: quality ?? '', both: size !== null && quality !== null ? 'yes' : 'no' })}
    </PriceRow>
  ))
  return lines.map((line) => {
    const follows = unitOf(line.follows)
    const isRest = line.name === 'perImage' && pictures.length > 0
    return (
      <Fragment key={line.unit}>
        {isRest && pictures}
        <PriceRow per={t('per', { unit: line.unit, scale })} list={amount(listPrice, line)} own={own && amount(model.price, line)}>
          {isRest ? t('detail.otherPictures') : t(`lines.${line.unit}`)}
          {follows && <span className="ml-2 text-[12px] text-ink-2">{t('sameAs', { unit: t(`lines.${follows}`) })}</span>}
        </PriceRow>
      </Fragment>
    )
  })
}

function Amount({ value }: { value: number }) {
  const t = useTranslations('models')
  const locale = useLocale()
  const symbol = currencySymbol(useSite().currency)
  if (value === 0) return t('free')
  return (
    <data value={value} title={`${symbol}\u00a0${value}`}>
      {formatAmount(value, locale, 2)}
    </data>
  )
}
