'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Fragment, type ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { currencySymbol, formatAmount } from '@/components/ui/format-money'
import { Segmented } from '@/components/ui/segmented'
import { useSite } from '@/components/ui/site-context'
import type { GroupChoice } from '@/lib/catalog/group-schema'
import type { ModelCard } from '@/lib/catalog/schema'
import { type PriceLine, priceAt, priceLines, scaled, scales } from '../price-lines'
import { useScale } from '../use-model-filter'

interface Props {
  model: ModelCard
  /** before any group's multiplier */
  listPrice: ModelCard['price']
  listImagePrices: ModelCard['imagePrices']
  group: Pick<GroupChoice, 'name' | 'multiplier'>
  others: readonly GroupChoice[]
  signedIn: boolean
}

/** Every unit that the model is charged by, in its own unit, as listed and as the reader's group pays. */
export function PriceTable({ model, listPrice, listImagePrices, group, others, signedIn }: Props) {
  const t = useTranslations('models')
  const locale = useLocale()
  const symbol = currencySymbol(useSite().currency)
  const [scale, setScale] = useScale()
  const lines = priceLines({ ...model, price: listPrice })
  const own = group.multiplier !== 1
  const amount = (price: ModelCard['price'], { unit, name }: PriceLine) => shown(priceAt(price[name], unit, scale))
  const shown = (value: number) =>
    value === 0 ? (
      t('free')
    ) : (
      <data value={value} title={`${symbol}\u00a0${value}`}>
        {formatAmount(value, locale, 2)}
      </data>
    )
  const pictures = listImagePrices.map(({ size, quality, price }, at) => (
    <Row
      key={`${size} ${quality}`}
      per={t('per', { unit: 'images', scale })}
      list={shown(price)}
      own={own && shown(model.imagePrices[at]?.price ?? price)}
    >
      {t('detail.picture', { size: size ?? '', quality: quality ?? '', both: size !== null && quality !== null ? 'yes' : 'no' })}
    </Row>
  ))
  const unitOf = (name: PriceLine['follows']) => lines.find((line) => line.name === name)?.unit
  return (
    <Card
      title={t('detail.prices')}
      padded={false}
      aside={
        lines.some(({ unit }) => scaled(unit)) && (
          <Segmented
            aria-label={t('unit')}
            options={scales.map((value) => ({ value, label: t(`scales.${value}`) }))}
            value={scale}
            onValueChange={(next) => void setScale(next)}
          />
        )
      }
    >
      {lines.length === 0 ? (
        <p className="px-[16px] py-3">{t('detail.freeBody')}</p>
      ) : (
        <table className="tbl tbl-dense">
          <thead>
            <tr>
              <th>{t('detail.item')}</th>
              <th>{t('detail.per')}</th>
              <th className="right">{t(own ? 'detail.list' : 'detail.priceHead', { symbol })}</th>
              {own && <th className="right">{t('detail.own', { group: group.name, symbol })}</th>}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const follows = unitOf(line.follows)
              const isRest = line.name === 'perImage' && pictures.length > 0
              return (
                <Fragment key={line.unit}>
                  {isRest && pictures}
                  <Row per={t('per', { unit: line.unit, scale })} list={amount(listPrice, line)} own={own && amount(model.price, line)}>
                    {isRest ? t('detail.otherPictures') : t(`lines.${line.unit}`)}
                    {follows && <span className="ml-2 text-[12px] text-ink-2">{t('sameAs', { unit: t(`lines.${follows}`) })}</span>}
                  </Row>
                </Fragment>
              )
            })}
          </tbody>
        </table>
      )}
      <p className="border-t border-line px-[16px] py-2.5 text-[12.5px] text-ink-2">
        {t(signedIn ? 'detail.memberPrice' : 'detail.visitorPrice', { group: group.name, multiplier: group.multiplier })}{' '}
        {others.length > 0 && t('detail.otherGroups')}{' '}
        {others.map(({ name, multiplier }) => t('detail.otherGroup', { name, multiplier })).join(' · ')}
        {pictures.length > 0 && <span className="block">{t('detail.pictureRule')}</span>}
      </p>
    </Card>
  )
}

interface RowProps {
  children: ReactNode
  per: string
  list: ReactNode
  /** what the reader's group pays; false where that is the list price */
  own: ReactNode
}

const Row = ({ children, per, list, own }: RowProps) => (
  <tr>
    <td>{children}</td>
    <td className="whitespace-nowrap text-ink-2">{per}</td>
    <td className="right">{list}</td>
    {own && <td className="right font-semibold">{own}</td>}
  </tr>
)
