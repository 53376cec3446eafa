'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { ProcessNote } from '@/components/admin/targets/process-note'
import { stateOf } from '@/components/admin/targets/upstream-state'
import { UpstreamStatus } from '@/components/admin/upstreams/upstream-cells'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
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
        <p className="animate-appear p-4">
          <Skeleton width="60%" />
        </p>
      )}
      <ProcessNote />
      <div className="overflow-x-auto">
        {lines.length > 0 && (
          <Table aria-label={t('upstreams')}>
            <TableHeader>
              <TableRow>
                <TableHead>{tu('name')}</TableHead>
                <TableHead>{tu('state')}</TableHead>
                <TableHead align="right" className="phone:hidden">
                  {tu('models')}
                </TableHead>
                <TableHead align="right">{tu('running')}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {lines.map(({ row, health: one }) => (
                <TableRow key={row.id} data-off={!row.enabled || undefined}>
                  <TableCell>
                    <Link href={`/admin/upstreams?upstream=${row.id}`}>{row.name}</Link>
                  </TableCell>
                  <TableCell>
                    <UpstreamStatus upstream={row} health={one} />
                  </TableCell>
                  <TableCell align="right" className="phone:hidden">
                    {format.number(row.models.length)}
                  </TableCell>
                  <TableCell align="right">{format.number(one?.running ?? 0)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </div>
    </Card>
  )
}
