'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { PageHead } from '@/components/layout/page-head'
import { SettingList } from '@/components/shared/setting'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { settingsQuery } from '@/lib/queries/admin-settings'
import { SettingRow } from './setting-row'

/** Shows every setting with its meaning and default. The page is made from the table that also validates them. */
export function SettingsPage() {
  const t = useTranslations('adminSettings')
  const query = useQuery(settingsQuery)
  const [search, setSearch] = useState('')
  const words = search.trim().toLowerCase()
  const lines = query.data?.table.filter(({ name, meaning }) => `${name} ${meaning.zh} ${meaning.en}`.toLowerCase().includes(words)) ?? []
  const groups = [...Map.groupBy(lines, ({ group }) => group)]
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <Filters>
        <SearchField value={search} onChange={setSearch} placeholder={t('search')} />
      </Filters>
      {query.isPending && (
        <Card>
          <div className="grid animate-appear gap-2">
            <Skeleton width="40%" />
            <Skeleton width="70%" />
          </div>
        </Card>
      )}
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
      {query.data && groups.length === 0 && <p className="text-ink-2">{t('noMatch')}</p>}
      {groups.map(([group, rows]) => (
        <Card key={group} title={t.has(`groups.${group}`) ? t(`groups.${group}`) : group} padded={false}>
          <SettingList>
            {rows.map((line) => (
              <SettingRow key={line.name} line={line} value={query.data?.settings[line.name]} />
            ))}
          </SettingList>
        </Card>
      ))}
    </>
  )
}
