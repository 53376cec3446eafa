/** Finds the row of this id and its neighbours; a neighbour that does not exist is undefined. */
export function neighbours<Row>(
  rows: readonly Row[] | undefined,
  rowId: (row: Row) => string,
  openId: string | null,
  open: (id: string) => void,
): { row: Row | undefined; onPrevious: (() => void) | undefined; onNext: (() => void) | undefined } {
  const at = rows?.findIndex((row) => rowId(row) === openId) ?? -1
  const to = (place: number) => {
    const next = at < 0 ? undefined : rows?.[place]
    return next && (() => open(rowId(next)))
  }
  return { row: rows?.[at], onPrevious: to(at - 1), onNext: to(at + 1) }
}
