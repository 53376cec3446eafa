'use client'
import type { Cell, Row as ModelRow, RowData } from '@tanstack/react-table'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import type { KeyboardEvent, MouseEvent } from 'react'
import { TableCell, TableRow } from '@/components/ui/table'
import { cardRow, cellPlace } from './cell-place'
import type { DataTableProps } from './data-table'
import type { RowPlace } from './long/row-place'
import { SelectBox } from './select-box'

const controls = 'a, button, input, label, [role="checkbox"], [role="switch"], [role="menuitem"]'

type Props<Row extends RowData> = Pick<DataTableProps<Row>, 'onOpen' | 'openId' | 'isOff' | 'table'> &
  Partial<RowPlace> & { row: ModelRow<Row> }

/** Enter opens the row and the arrow keys go to its neighbours. Key presses on controls inside the row are left to them. */
export function DataRow<Row extends RowData>({ row, table, onOpen, openId, isOff, measure, index }: Props<Row>) {
  return (
    <TableRow
      ref={measure}
      data-index={index}
      aria-rowindex={index === undefined ? undefined : index + 2}
      className={clsx(cardRow, onOpen && 'cursor-pointer')}
      data-selected={openId === row.id || row.getIsSelected() || undefined}
      data-off={isOff?.(row.original) || undefined}
      {...(onOpen && opening(() => onOpen(row.original)))}
    >
      {table.options.enableRowSelection && <SelectCell row={row} />}
      {row.getVisibleCells().map((cell) => (
        <TableCell key={cell.id} align={cell.column.columnDef.meta?.align} className={cellPlace(cell.column.columnDef.meta)}>
          {content(cell)}
        </TableCell>
      ))}
    </TableRow>
  )
}

/** Not flexRender: for it the function is a component, and one that is made anew with the columns would lose its state each time. */
function content<Row extends RowData, Value>({ column, getContext }: Cell<Row, Value>) {
  const { cell } = column.columnDef
  return typeof cell === 'function' ? cell(getContext()) : cell
}

function opening(open: () => void) {
  return {
    tabIndex: 0,
    onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => {
      if (event.target !== event.currentTarget) return
      if (event.key === 'Enter') open()
      const next = event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : undefined
      if (!next) return
      event.preventDefault()
      const neighbour = event.currentTarget[next]
      if (neighbour instanceof HTMLElement) neighbour.focus()
    },
    onClick: (event: MouseEvent<HTMLTableRowElement>) => {
      const target = event.target as Element
      // For React a menu in a portal is a child of the row, although it is not inside it in the document.
      if (!event.currentTarget.contains(target) || target.closest(controls)) return
      if (window.getSelection()?.toString()) return
      open()
    },
  }
}

function SelectCell<Row extends RowData>({ row }: { row: ModelRow<Row> }) {
  const t = useTranslations('common')
  return (
    <TableCell className={cellPlace(undefined)}>
      <SelectBox aria-label={t('selectRow')} checked={row.getIsSelected()} onCheckedChange={(on) => row.toggleSelected(on)} />
    </TableCell>
  )
}
