import type { ReactNode } from 'react'
import type { Column } from './column'

/** The part of a TanStack query that a table needs; a `useQuery` or `useInfiniteQuery` result fits as it is. */
export interface TableQuery {
  isPending: boolean
  isFetching: boolean
  isError: boolean
  error: unknown
  refetch: () => unknown
  hasNextPage?: boolean
  isFetchingNextPage?: boolean
  fetchNextPage?: () => unknown
}

export interface Selection {
  ids: ReadonlySet<string>
  onChange: (ids: ReadonlySet<string>) => void
}

export interface TableProps<Row> {
  /** accessible name of the table */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowId: (row: Row) => string
  query: TableQuery
  /** shown while there are no rows at all */
  empty: ReactNode
  /** filters are set, so an empty answer means that nothing matches */
  filtered?: boolean
  onClearFilters?: () => void
  onOpen?: (row: Row) => void
  openId?: string | null
  isOff?: (row: Row) => boolean
  selection?: Selection
  dense?: boolean
  foot?: ReactNode
  /** The search stopped at this time although the list is not full, and goes on with the next page. */
  lookedBackTo?: string | null
}
