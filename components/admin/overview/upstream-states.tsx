'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { ProcessNote } from '@/components/admin/targets/process-note'
import { stateOf } from '@/components/admin/targets/upstream-state'
import { UpstreamStatus } from '@/components/admin/upstreams/upstream-columns'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { healthQuery, upstreamsQuery } from '@/lib/queries/upstreams'

const order = { bad: 0, warn: 1, on: 2, live: 2, off: 3 }

/** Lists every upstream with its state; the broken ones come first. */
export function UpstreamStates() {
  const t = useTranslations('adminHome')
  const tu = useTranslations('adminUpstreams')
  const format = useFormatter()
  const query = useQuery(upstreamsQuery)
  const health = useQuery(healthQuery).data?.upstreams
  const lines = (query.data?.upstreams ?? [])
    .map((row) => ({ row, health: health?.find(({ upstream }) => upstream === row.id) }))
    .sort((a, b) => order[stateOf(a.row, a.health).look] - order[stateOf(b.row, b.health).look])
  return (
    <Card title={t('upstreams')} padded={false} aside={<Link href="/admin/upstreams">{t('allUpstreams')}</Link>}>
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
      {query.isPending && (
        <p className="after-a-moment p-4">
          <Skeleton width="60%" />
        </p>
      )}
      <ProcessNote />
      <div className="overflow-x-auto">
        {lines.length > 0 && (
          <table className="tbl" aria-label={t('upstreams')}>
            <thead>
              <tr>
                <th>{tu('name')}</th>
                <th>{tu('state')}</th>
                <th className="right phone:hidden">{tu('models')}</th>
                <th className="right">{tu('running')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ row, health: one }) => (
                <tr key={row.id} data-off={!row.enabled || undefined}>
                  <td>
                    <Link href={`/admin/upstreams?upstream=${row.id}`}>{row.name}</Link>
                  </td>
                  <td>
                    <UpstreamStatus row={row} health={one} t={tu} />
                  </td>
                  <td className="right phone:hidden">{format.number(row.models.length)}</td>
                  <td className="right">{format.number(one?.running ?? 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Card>
  )
}
