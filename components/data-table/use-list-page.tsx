'use client'
import type { RowData, RowSelectionState } from '@tanstack/react-table'
import { useState } from 'react'
import type { Column } from './column'
import { ColumnChooser } from './column-chooser'
import { neighbours } from './neighbours'
import { useColumnChoice } from './use-column-choice'
import { useListTable } from './use-list-table'
import { useOpenRow } from './use-open-row'
import { useSort } from './use-sort'

interface Given<Row extends RowData> {
  /** names the choice of columns that the browser keeps */
  name: string
  columns: readonly Column<Row>[]
  /** the rows that match the filters; undefined while they load */
  rows: readonly Row[] | undefined
  rowId: (row: Row) => string
  filters?: { filtered: boolean; clear: () => void }
  /** name in the address of the row whose sheet is open */
  openAs?: string
  /** asked before another row is opened or the sheet is closed */
  guard?: (go: () => void) => void
  selectable?: boolean
}

/** What the pages with a list share: columns and their chooser, order, chosen rows, the open row and its neighbours. */
export function useListPage<Row extends RowData>({ name, columns, rows, rowId, filters, openAs, guard, selectable }: Given<Row>) {
  const { shown, show } = useColumnChoice(name)
  const sort = useSort()
  const [chosen, choose] = useState<RowSelectionState>({})
  const [openId, go] = useOpenRow(openAs ?? 'open')
  const table = useListTable({ columns, rows, rowId, shown, sort, selection: selectable ? { value: chosen, onChange: choose } : undefined })
  const sorted = rows && table.getRowModel().rows.map(({ original }) => original)
  const open = (id: string | null) => (guard ? guard(() => go(id)) : go(id))
  const { row, onPrevious, onNext } = neighbours(sorted, rowId, openId, open)
  return {
    rows: sorted,
    chooser: <ColumnChooser columns={columns} shown={shown} show={show} />,
    open,
    /** opens without asking, after what was in the sheet is saved */
    goTo: go,
    openId,
    openRow: row,
    isChosen: (one: Row) => chosen[rowId(one)] === true,
    chooseNone: () => choose({}),
    tableProps: {
      table,
      filtered: filters?.filtered,
      onClearFilters: filters?.clear,
      ...(openAs !== undefined && { openId, onOpen: (one: Row) => open(rowId(one)) }),
    },
    sheetProps: { onClose: () => open(null), onPrevious, onNext },
  }
}
