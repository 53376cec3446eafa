'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import type { KeyboardEvent, MouseEvent } from 'react'
import { SelectBox } from './select-box'
import type { TableProps } from './table-props'

const controls = 'a, button, input, label, [role="checkbox"], [role="switch"], [role="menuitem"]'

/** Enter opens the row and the arrow keys go to its neighbours. Key presses on controls inside the row are left to them. */
export function DataRow<Row>({ row, id, table }: { row: Row; id: string; table: TableProps<Row> }) {
  const t = useTranslations('common')
  const { columns, onOpen, openId, isOff, selection } = table
  const press = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') onOpen?.(row)
    const next = event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : undefined
    if (!next) return
    event.preventDefault()
    const neighbour = event.currentTarget[next]
    if (neighbour instanceof HTMLElement) neighbour.focus()
  }
  const click = (event: MouseEvent<HTMLTableRowElement>) => {
    const target = event.target as Element
    // For React a menu in a portal is a child of the row, although it is not inside it in the document.
    if (!event.currentTarget.contains(target) || target.closest(controls)) return
    if (window.getSelection()?.toString()) return
    onOpen?.(row)
  }
  return (
    <tr
      tabIndex={onOpen ? 0 : undefined}
      onKeyDown={onOpen && press}
      onClick={onOpen && click}
      data-selected={openId === id || selection?.ids.has(id) || undefined}
      data-off={isOff?.(row) || undefined}
    >
      {selection && (
        <td>
          <SelectBox
            aria-label={t('selectRow')}
            checked={selection.ids.has(id)}
            onCheckedChange={(on) => {
              const ids = new Set(selection.ids)
              if (on) ids.add(id)
              else ids.delete(id)
              selection.onChange(ids)
            }}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={clsx(column.align)} data-phone={column.phone} data-drop={column.drop}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}
