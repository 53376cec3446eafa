'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { isApiError } from '@/lib/queries/fetcher'
import { refreshWaiting } from '@/lib/queries/waiting'

export interface DecisionOutcome {
  id: string
  title: string
  /** why it failed; undefined: done */
  problem?: string
}

/** Says what became of a decision; of one that somebody else has taken, who that was and how. */
export function useDecisionText() {
  const t = useTranslations('adminApprovals')
  const errorText = useErrorText()
  return (error: unknown): string => {
    if (!isApiError(error) || error.code !== 'already_decided') return errorText(error)
    const { state, by } = error.details ?? {}
    const word = t.has(`states.${state}`) ? t(`states.${state}`) : String(state)
    return typeof by === 'string' ? t('decidedBy', { by, state: word }) : t('nowIn', { state: word })
  }
}

/** Runs decisions one after the other, so that a second press does nothing, and reads the list again after them. */
export function useDecisions(refresh: () => Promise<unknown>) {
  const client = useQueryClient()
  const decisionText = useDecisionText()
  const running = useRef(false)
  const [busy, setBusy] = useState(false)

  async function alone<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (running.current) return
    running.current = true
    setBusy(true)
    try {
      return await work()
    } finally {
      await Promise.all([refresh(), refreshWaiting(client)])
      running.current = false
      setBusy(false)
    }
  }

  /** Resolves to the faults of fields that the server named; empty when it was decided, by us or by somebody else. */
  const decide = (run: () => Promise<unknown>, done: string) =>
    alone(async (): Promise<Record<string, string> | undefined> => {
      try {
        await run()
        notify.done(done)
        return {}
      } catch (error) {
        notify.fail(decisionText(error))
        const { code, fields } = isApiError(error) ? error : {}
        return code === 'already_decided' || code === 'conflict' ? {} : fields
      }
    })

  /** One outcome for each row, in their order. */
  const decideEach = <Row extends { id: string }>(rows: readonly Row[], title: (row: Row) => string, run: (row: Row) => Promise<unknown>) =>
    alone(async () => {
      const outcomes: DecisionOutcome[] = []
      for (const row of rows) {
        const outcome = { id: row.id, title: title(row) }
        try {
          await run(row)
          outcomes.push(outcome)
        } catch (error) {
          outcomes.push({ ...outcome, problem: decisionText(error) })
        }
      }
      return outcomes
    })

  return { busy, decide, decideEach }
}
