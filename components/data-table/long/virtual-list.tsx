'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Fragment, useLayoutEffect, useRef, useState } from 'react'
import type { LongListProps } from './long-list'
import { useFocused } from './use-focused'
import { useWhole } from './use-whole'

/** Draws the items near the visible part of the sheet that the list stands in, and the one that has the focus. */
export function VirtualList({ ids, children, ...rest }: LongListProps) {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  const whole = useWhole()
  const { rangeExtractor, onFocus, onBlur } = useFocused()
  const parts = useVirtualizer<HTMLElement, HTMLElement>({
    count: ids.length,
    getScrollElement: () => scrollerOf(list.current),
    estimateSize: () => 44,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 20,
    scrollMargin: top,
    rangeExtractor,
  })
  useLayoutEffect(() => {
    const scroller = scrollerOf(list.current)
    if (!list.current || !scroller) return
    const now = Math.round(list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop)
    if (now !== top) setTop(now)
  })
  const items = parts.getVirtualItems()
  const place = (index: number) => ({ index, count: ids.length, measure: parts.measureElement })
  return (
    <ul {...rest} ref={list} onFocus={onFocus} onBlur={onBlur}>
      {whole
        ? ids.map((id, index) => children(id, place(index)))
        : items.map(({ key, index, start }, at) => (
            <Fragment key={key}>
              <Gap height={start - (items[at - 1]?.end ?? top)} />
              {children(ids[index] ?? '', place(index))}
            </Fragment>
          ))}
      {!whole && <Gap height={top + parts.getTotalSize() - (items.at(-1)?.end ?? top)} />}
    </ul>
  )
}

const Gap = ({ height }: { height: number }) => height > 0 && <li aria-hidden style={{ height }} />

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  let at = element?.parentElement ?? null
  while (at && !/auto|scroll/.test(getComputedStyle(at).overflowY)) at = at.parentElement
  return at
}
