import type { ReactNode } from 'react'
import { TableCell, TableRow } from '@/components/ui/table'

interface Props {
  children: ReactNode
  per: string
  list: ReactNode
  /** what the reader's group pays; false where that is the list price */
  own: ReactNode
}

/** What is charged, by which unit, and the price: as listed, and as the reader's group pays. */
export const PriceRow = ({ children, per, list, own }: Props) => (
  <TableRow>
    <TableCell>{children}</TableCell>
    <TableCell className="whitespace-nowrap text-ink-2">{per}</TableCell>
    <TableCell align="right">{list}</TableCell>
    {own && (
      <TableCell align="right" className="font-semibold">
        {own}
      </TableCell>
    )}
  </TableRow>
)
