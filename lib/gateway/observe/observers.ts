import 'server-only'
import type { Attempt } from '@/lib/ledger/turn/records'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import type { Units } from '@/lib/units'

/** A paid call that has ended, for those who watch the gateway. It holds no text of a prompt or an answer, and no user's name. */
export interface EndedCall {
  id: string
  /** As it was named below the base path. */
  endpoint: string
  /** The ids of the models that were asked and that answered; null: it was refused before one was known, or none answered. */
  model: string | null
  modelUsed: string | null
  upstream: string | null
  protocol: string
  stream: boolean
  status: number
  errorCode: string | null
  finishReason: string | null
  attempts: Attempt[]
  units: Units
  chargeNanos: bigint
  startedAt: Date
  durationMs: number
  ttftMs: number | null
  queueMs: number
  /** The caller's place in a trace, as W3C writes it. */
  traceparent: string | undefined
}

export type Observer = (call: EndedCall) => void

export const observers = (): Observer[] => once('gateway.observers', () => [] as Observer[])

/** Tells every observer. One that throws does not fail the call. */
export function observe(ended: () => EndedCall): void {
  const all = observers()
  if (all.length === 0) return
  const call = ended()
  for (const each of all) {
    try {
      each(call)
    } catch (error) {
      log('warn', 'a call could not be observed', { call: call.id, error })
    }
  }
}
