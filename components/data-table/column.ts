import type { AccessorFnColumnDef, DisplayColumnDef, RowData } from '@tanstack/react-table'

declare module '@tanstack/react-table' {
  interface ColumnMeta<TData extends RowData, TValue> {
    align?: 'right'
    /** CSS width, such as `160px` or `20%` */
    width?: string
    /** where it stands in the two-line card of a phone; left out there when absent */
    phone?: 'title' | 'aside' | 'sub' | 'meta' | 'more' | 'actions'
    /** when the table gets narrow, 1 drops first (below 1080 px), then 2 (920), 3 (780), 4 (640) */
    drop?: 1 | 2 | 3 | 4
    /** may be switched off in the column chooser */
    optional?: boolean
    /** hides the head's words from sight, for the column of actions */
    headHidden?: boolean
    /** value in the CSV file; without it the column is left out */
    csv?: (row: TData) => string | number | null | undefined
  }
}

/** One with `accessorFn` sorts, so its head is a button. The header is also the name in the column chooser and the CSV file. */
export type Column<Row extends RowData> = (DisplayColumnDef<Row> | AccessorFnColumnDef<Row>) & { id: string; header: string }
