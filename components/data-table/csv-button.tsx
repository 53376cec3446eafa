'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { Column } from './column'
import { toCsv } from './csv'

interface Props<Row> {
  name: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
}

/** Saves the rows as shown; the mark at the front makes Excel read UTF-8. */
export function CsvButton<Row>({ name, columns, rows }: Props<Row>) {
  const t = useTranslations('common')
  const save = () => {
    const url = URL.createObjectURL(new Blob(['\ufeff', toCsv(columns, rows ?? [])], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${name}-${new Date().toISOString().slice(0, 10)}.csv`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <Button icon={<Download aria-hidden />} onClick={save} disabled={!rows?.length} className="phone:hidden">
      {t('exportCsv')}
    </Button>
  )
}
