import type { ReactNode } from 'react'

export interface Column<Row> {
  id: string
  /** words of the head; also the name in the column chooser and the CSV file */
  head: string
  /** hides the head's words from sight, for the column of actions */
  headHidden?: boolean
  cell: (row: Row) => ReactNode
  align?: 'right'
  /** CSS width, such as `160px` or `20%` */
  width?: string
  /** where it stands in the two-line card of a phone; left out there when absent */
  phone?: 'title' | 'aside' | 'sub' | 'meta' | 'more' | 'actions'
  /** when the table gets narrow, 1 drops first (below 1080 px), then 2 (920), 3 (780), 4 (640) */
  drop?: 1 | 2 | 3 | 4
  /** may be switched off in the column chooser */
  optional?: boolean
  /** value in the CSV file; without it the column is left out */
  csv?: (row: Row) => string | number | null | undefined
  /** marks the column that the list is sorted by and makes the head a button */
  sort?: { direction: 'ascending' | 'descending' | undefined; toggle: () => void }
}
