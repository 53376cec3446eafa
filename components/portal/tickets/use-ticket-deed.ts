'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { refreshTickets } from '@/lib/queries/tickets'

/** Does one thing to a ticket at a time, says what went wrong, and reads the ticket again. */
export function useTicketDeed() {
  const client = useQueryClient()
  const errorText = useErrorText()
  const [busy, setBusy] = useState(false)
  const run = async (deed: () => Promise<unknown>, done?: string) => {
    setBusy(true)
    try {
      await deed()
      if (done) notify.done(done)
    } catch (error) {
      notify.fail(errorText(error))
    } finally {
      await refreshTickets(client)
      setBusy(false)
    }
  }
  return { busy, run }
}
