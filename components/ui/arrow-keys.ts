import type { KeyboardEvent } from 'react'

const steps: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/**
 * Moves focus and choice among the children of an element, of which one alone is reached by Tab: arrows to the neighbour and around the
 * ends, Home and End to the first and the last.
 */
export function arrowKeys<Value>(event: KeyboardEvent<HTMLElement>, values: readonly Value[], choose: (value: Value) => void): void {
  const places = [...event.currentTarget.children]
  const at = places.indexOf(document.activeElement as Element)
  const step = steps[event.key]
  const to = event.key === 'Home' ? 0 : event.key === 'End' ? values.length - 1 : step && (at + step + values.length) % values.length
  if (at < 0 || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return
  event.preventDefault()
  const next = places[to]
  if (next instanceof HTMLElement) next.focus()
  choose(values[to] as Value)
}
