'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { SumCell, SumHead, SumTable } from '@/components/shared/sum-table'
import { Money } from '@/components/ui/money'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'

interface Props {
  input: number
  output: number
  /** null: every group */
  groups: string[] | null
}

/** Shows what each group pays, with its multiplier. */
export function PricePreview({ input, output, groups }: Props) {
  const t = useTranslations('adminModels')
  const all = useQuery(adminGroupsQuery).data?.groups ?? []
  const shown = all.filter(({ name }) => groups === null || groups.includes(name))
  if (shown.length === 0) return null
  const times = (price: number, multiplier: number) => Number((price * multiplier).toFixed(9))
  return (
    <SumTable>
      <caption className="sr-only">{t('effective')}</caption>
      <thead>
        <tr>
          <SumHead>{t('effective')}</SumHead>
          <SumHead align="right">{t('multiplier')}</SumHead>
          <SumHead align="right">{t('prices.input')}</SumHead>
          <SumHead align="right">{t('prices.output')}</SumHead>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ id, name, multiplier }) => (
          <tr key={id}>
            <SumCell>{name}</SumCell>
            <SumCell align="right">× {multiplier}</SumCell>
            <SumCell align="right">
              <Money value={times(input, multiplier)} />
            </SumCell>
            <SumCell align="right">
              <Money value={times(output, multiplier)} />
            </SumCell>
          </tr>
        ))}
      </tbody>
    </SumTable>
  )
}
