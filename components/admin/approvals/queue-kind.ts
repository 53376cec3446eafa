import type { ComponentType, ReactNode } from 'react'
import type { Column } from '@/components/data-table/column'
import type { TableQuery } from '@/components/data-table/table-query'

export interface BodyProps<Row, Draft> {
  row: Row
  /** what the operator is about to give */
  draft: Draft
  onDraft: (draft: Draft) => void
  /** what the server has against the draft, by field */
  faults: Record<string, string>
}

/** One kind of request that operators decide. A tab is made of this; the queue brings the list, the sheet, the keys and the dialogs. */
export interface QueueKind<Row extends { id: string }, Draft> {
  /** names the choice of columns that the browser keeps */
  name: string
  query: TableQuery
  rows: readonly Row[] | undefined
  columns: readonly Column<Row>[]
  /** for the search field */
  searchIn: string
  /** nobody has decided it */
  waits: (row: Row) => boolean
  /** whose request it is, and what stands below that in the sheet */
  title: (row: Row) => string
  subtitle: (row: Row) => ReactNode
  Body: ComponentType<BodyProps<Row, Draft>>
  /** what is given unless the operator changes it; the same for the same row */
  draftOf: (row: Row) => Draft
  approve: (row: Row, draft: Draft) => Promise<unknown>
  reject: (row: Row, reason: string) => Promise<unknown>
  /** reads the list again after a decision */
  refresh: () => Promise<unknown>
  /** sentences that the dialog for rejecting offers */
  reasons: readonly string[]
  /** the word on the button that approves */
  approveWord: string
  /** further buttons in the foot of the sheet */
  more?: (row: Row) => ReactNode
}
