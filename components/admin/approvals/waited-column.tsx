'use client'
import type { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Time } from '@/components/ui/time'

/** The last column of every queue: since when a request waits, or when it was decided. It sorts. */
export const waitedColumn = <Row,>(t: ReturnType<typeof useTranslations>, at: (row: Row) => string | null): Column<Row> => ({
  id: 'time',
  header: t('since'),
  accessorFn: (row) => at(row) ?? '',
  cell: ({ row }) => <Time value={at(row.original)} />,
  meta: { align: 'right', phone: 'meta', csv: at },
})
