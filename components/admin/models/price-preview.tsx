'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
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
    <table className="charge-sum">
      <caption className="sr-only">{t('effective')}</caption>
      <thead>
        <tr>
          <th>{t('effective')}</th>
          <th className="right">{t('multiplier')}</th>
          <th className="right">{t('prices.input')}</th>
          <th className="right">{t('prices.output')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ id, name, multiplier }) => (
          <tr key={id}>
            <td>{name}</td>
            <td className="right">× {multiplier}</td>
            <td className="right">
              <Money value={times(input, multiplier)} />
            </td>
            <td className="right">
              <Money value={times(output, multiplier)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
