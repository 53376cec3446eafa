'use client'
import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import { type FocusEvent, useState } from 'react'

/** Keeps what has the focus among the drawn parts of a long list, wherever it is scrolled to. */
export function useFocused() {
  const [focused, setFocused] = useState<number>()
  return {
    onFocus: ({ target }: FocusEvent) => {
      const index = target.closest<HTMLElement>('[data-index]')?.dataset.index
      setFocused(index === undefined ? undefined : Number(index))
    },
    onBlur: () => setFocused(undefined),
    rangeExtractor: (range: Range) => {
      const near = defaultRangeExtractor(range)
      if (focused === undefined || focused >= range.count || near.includes(focused)) return near
      return [...near, focused].sort((a, b) => a - b)
    },
  }
}
