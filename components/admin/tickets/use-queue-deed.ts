'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { refreshQueue } from '@/lib/queries/admin-tickets'

/** Does one thing at a time, says what went wrong, and reads the queue again. True when it was done. */
export function useQueueDeed() {
  const client = useQueryClient()
  const errorText = useErrorText()
  const [busy, setBusy] = useState(false)
  const run = async (deed: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true)
    try {
      await deed()
      if (done) notify.done(done)
      return true
    } catch (error) {
      notify.fail(errorText(error))
      return false
    } finally {
      await refreshQueue(client)
      setBusy(false)
    }
  }
  return { busy, run }
}
