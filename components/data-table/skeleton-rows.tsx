import { Skeleton } from '@/components/ui/skeleton'
import type { Column } from './column'

const widths = [72, 96, 64, 88, 56]

/** Grey lines of the height of real rows, under the real heads. */
export function SkeletonRows<Row>({ columns, extra }: { columns: readonly Column<Row>[]; extra: number }) {
  return widths.map((width, row) => (
    <tr key={width} className="after-a-moment" aria-hidden>
      {extra > 0 && <td />}
      {columns.map((column, index) => (
        <td key={column.id} className={column.align} data-phone={column.phone} data-drop={column.drop}>
          {!column.headHidden && <Skeleton width={widths[(row + index) % widths.length]} />}
        </td>
      ))}
    </tr>
  ))
}
