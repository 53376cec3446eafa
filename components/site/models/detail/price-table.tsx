'use client'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { currencySymbol } from '@/components/ui/format-money'
import { Segmented } from '@/components/ui/segmented'
import { useSite } from '@/components/ui/site-context'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { GroupChoice } from '@/lib/catalog/group-schema'
import type { ModelCard } from '@/lib/catalog/schema'
import { priceLines, scaled, scales } from '../price-lines'
import { useScale } from '../use-model-filter'
import { PriceRows } from './price-rows'

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
export function PriceTable({ group, others, signedIn, ...prices }: Props) {
  const t = useTranslations('models')
  const symbol = currencySymbol(useSite().currency)
  const [scale, setScale] = useScale()
  const lines = priceLines({ ...prices.model, price: prices.listPrice })
  const own = group.multiplier !== 1
  const scaling = lines.some(({ unit }) => scaled(unit)) && (
    <Segmented
      aria-label={t('unit')}
      options={scales.map((value) => ({ value, label: t(`scales.${value}`) }))}
      value={scale}
      onValueChange={(next) => void setScale(next)}
    />
  )
  return (
    <Card title={t('detail.prices')} padded={false} aside={scaling}>
      {lines.length === 0 ? (
        <p className="px-4 py-3">{t('detail.freeBody')}</p>
      ) : (
        <Table dense>
          <TableHeader>
            <TableRow>
              <TableHead>{t('detail.item')}</TableHead>
              <TableHead>{t('detail.per')}</TableHead>
              <TableHead align="right">{t(own ? 'detail.list' : 'detail.priceHead', { symbol })}</TableHead>
              {own && <TableHead align="right">{t('detail.own', { group: group.name, symbol })}</TableHead>}
            </TableRow>
          </TableHeader>
          <TableBody>
            <PriceRows {...prices} lines={lines} scale={scale} own={own} />
          </TableBody>
        </Table>
      )}
      <p className="border-t border-line px-4 py-2.5 text-[12.5px] text-ink-2">
        {t(signedIn ? 'detail.memberPrice' : 'detail.visitorPrice', { group: group.name, multiplier: group.multiplier })}{' '}
        {others.length > 0 && t('detail.otherGroups')}{' '}
        {others.map(({ name, multiplier }) => t('detail.otherGroup', { name, multiplier })).join(' · ')}
        {prices.listImagePrices.length > 0 && <span className="block">{t('detail.pictureRule')}</span>}
      </p>
    </Card>
  )
}
