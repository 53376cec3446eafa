/** Where a row of a long list stands in the whole, and how its height becomes known. */
export interface RowPlace {
  /** from 0 */
  index: number
  /** of all rows */
  count: number
  measure: (element: HTMLElement | null) => void
}
