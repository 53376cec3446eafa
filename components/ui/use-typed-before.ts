'use client'
import { type ChangeEvent, type Ref, useCallback, useLayoutEffect, useRef } from 'react'

type Field = HTMLInputElement | HTMLTextAreaElement

interface Given<Element extends Field> {
  value?: unknown
  type?: string
  onChange?: ((event: ChangeEvent<Element>) => void) | undefined
}

/**
 * Keeps what was typed, or filled in by the browser, before the page's script was there: React would put its own value in its place. Takes
 * the element's ref, and gives the one to use.
 */
export function useTypedBefore<Element extends Field>({ value, type, onChange }: Given<Element>, ref: Ref<Element> | undefined) {
  const field = useRef<Element>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks once, when the script arrives
  useLayoutEffect(() => {
    const element = field.current
    if (!element || value === undefined || type === 'file' || element.value === String(value ?? '')) return
    const typed = element.value
    // Forms listen to their fields only after their own effects.
    const timer = setTimeout(() => {
      element.value = typed
      onChange?.({ target: element, currentTarget: element, type: 'change' } as ChangeEvent<Element>)
    })
    return () => clearTimeout(timer)
  }, [])
  return useCallback(
    (element: Element | null) => {
      field.current = element
      if (typeof ref === 'function') return ref(element)
      if (ref) ref.current = element
    },
    [ref],
  )
}
