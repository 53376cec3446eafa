'use client'
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, Fragment, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { TableBody } from '@/components/ui/table'
import { useWhole } from './use-whole'

export interface RowPlace {
  /** place in the whole list, from 0 */
  index: number
  measure: (row: HTMLTableRowElement | null) => void
}

interface Props {
  ids: readonly string[]
  className?: string
  children: (index: number, place: RowPlace) => ReactNode
}

/** Draws the rows near the window and the one that has the focus; empty rows of the right height stand for the others. */
export function VirtualRows({ ids, className, children }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [top, setTop] = useState(0)
  const [focused, setFocused] = useState<number>()
  const whole = useWhole()
  const rows = useWindowVirtualizer<HTMLTableRowElement>({
    count: ids.length,
    estimateSize: () => 44,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 20,
    scrollMargin: top,
    rangeExtractor: (range) => drawn(range, focused),
  })
  // What stands above the list may change its height at any time, so its place is read after each rendering.
  useLayoutEffect(() => {
    const now = Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
    if (now !== top) setTop(now)
  })
  const place = (index: number) => ({ index, measure: rows.measureElement })
  const focus = ({ target }: FocusEvent) => setFocused(Number(target.closest('tr')?.dataset.index))
  const items = rows.getVirtualItems()
  return (
    <TableBody ref={body} className={className} onFocus={focus} onBlur={() => setFocused(undefined)}>
      {whole
        ? ids.map((_, index) => children(index, place(index)))
        : items.map(({ key, index, start }, at) => (
            <Fragment key={key}>
              <Gap height={start - (items[at - 1]?.end ?? top)} />
              {children(index, place(index))}
            </Fragment>
          ))}
      {!whole && <Gap height={top + rows.getTotalSize() - (items.at(-1)?.end ?? top)} />}
    </TableBody>
  )
}

const drawn = (range: Range, focused: number | undefined) => {
  const near = defaultRangeExtractor(range)
  if (focused === undefined || focused >= range.count || near.includes(focused)) return near
  return [...near, focused].sort((a, b) => a - b)
}

const Gap = ({ height }: { height: number }) => height > 0 && <tr aria-hidden style={{ height }} />
