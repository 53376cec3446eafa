'use client'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { TableBody } from '@/components/ui/table'
import type { RowPlace } from './row-place'
import { useFocused } from './use-focused'
import { useWhole } from './use-whole'

interface Props {
  ids: readonly string[]
  className?: string
  children: (index: number, place: RowPlace) => ReactNode
}

/** Draws the rows near the window and the one that has the focus; empty rows of the right height stand for the others. */
export function VirtualRows({ ids, className, children }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [top, setTop] = useState(0)
  const whole = useWhole()
  const { rangeExtractor, onFocus, onBlur } = useFocused()
  const rows = useWindowVirtualizer<HTMLElement>({
    count: ids.length,
    estimateSize: () => 44,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 20,
    scrollMargin: top,
    rangeExtractor,
  })
  // What stands above the list may change its height at any time, so its place is read after each rendering.
  useLayoutEffect(() => {
    const now = Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
    if (now !== top) setTop(now)
  })
  const place = (index: number) => ({ index, count: ids.length, measure: rows.measureElement })
  const items = rows.getVirtualItems()
  return (
    <TableBody ref={body} className={className} onFocus={onFocus} onBlur={onBlur}>
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

const Gap = ({ height }: { height: number }) => height > 0 && <tr aria-hidden style={{ height }} />
