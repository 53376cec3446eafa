'use client'
import { useRef, useState } from 'react'
import { useErrorText } from './error-text'
import { notify } from './toast'

/**
 * What a press does: once at a time, and with a message where it fails. `afterwards` runs either way, such as reading a list again. `run`
 * resolves to whether it was done.
 */
export function useDeed(afterwards?: () => Promise<unknown>) {
  const errorText = useErrorText()
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const run = async (deed: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    try {
      await deed()
      return true
    } catch (error) {
      notify.fail(errorText(error))
      return false
    } finally {
      await afterwards?.()
      running.current = false
      setBusy(false)
    }
  }
  return { busy, run }
}
