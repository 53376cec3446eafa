'use client'
import type { RowData, VisibilityState } from '@tanstack/react-table'
import { Columns3 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { LateMenu } from '@/components/ui/late-menu'
import type { Column } from './column'

interface Props<Row extends RowData> {
  columns: readonly Column<Row>[]
  shown: VisibilityState
  show: (id: string, is: boolean) => void
}

/** Lets people hide `optional` columns. */
export function ColumnChooser<Row extends RowData>({ columns, shown, show }: Props<Row>) {
  const t = useTranslations('common')
  return (
    <LateMenu
      trigger={
        <Button size="s" variant="ghost" icon={<Columns3 aria-hidden />} className="phone:hidden">
          {t('columns')}
        </Button>
      }
    >
      {({ MenuCheck }) =>
        columns
          .filter(({ meta }) => meta?.optional)
          .map(({ id, header }) => (
            <MenuCheck key={id} checked={shown[id] !== false} onCheckedChange={(is) => show(id, is)}>
              {header}
            </MenuCheck>
          ))
      }
    </LateMenu>
  )
}
