'use client'
import {
  getCoreRowModel,
  getSortedRowModel,
  type OnChangeFn,
  type RowData,
  type RowSelectionState,
  type SortingState,
  type TableOptions,
  useReactTable,
  type VisibilityState,
} from '@tanstack/react-table'
import type { Column } from './column'

interface Given<Row extends RowData> {
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowId: (row: Row) => string
  shown?: VisibilityState
  sort?: {
    value: SortingState
    onChange: OnChangeFn<SortingState>
    /** The rows come in this order already. */
    done?: boolean
  }
  /** ids of the chosen rows, where rows can be chosen */
  selection?: { value: RowSelectionState; onChange: OnChangeFn<RowSelectionState> }
}

/** The table of a list. Its state lives with the page, which keeps what a link should restore in the address. */
export function useListTable<Row extends RowData>({ columns, rows, rowId, shown = {}, sort, selection }: Given<Row>) {
  const options: TableOptions<Row> = {
    columns: [...columns],
    data: [...(rows ?? [])],
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    manualSorting: sort?.done ?? false,
    enableSorting: sort !== undefined,
    enableMultiSort: false,
    sortDescFirst: false,
    enableRowSelection: selection !== undefined,
    onSortingChange: sort?.onChange,
    onRowSelectionChange: selection?.onChange,
    state: { columnVisibility: shown, sorting: sort?.value ?? [], rowSelection: selection?.value ?? {} },
    // Rows are a new array after each rendering; resetting the page because of that would render without end.
    autoResetAll: false,
  }
  return useReactTable(options)
}
