import 'server-only'
import { vitalPool } from '@/lib/db/vital-pool'
import { once } from '@/lib/once'
import { draining } from './draining'

const patienceMs = 3000

export interface Readiness {
  ready: boolean
  checks: Record<string, 'ok' | 'failed' | 'draining'>
}

/**
 * Whether new calls should come to this process: the database answers, and nobody has asked the process to end. Boot is complete before
 * anything is served.
 */
export async function readiness(): Promise<Readiness> {
  const database = await databaseAnswers()
  const server = draining().since ? ('draining' as const) : ('ok' as const)
  return { ready: database === 'ok' && server === 'ok', checks: { database, server } }
}

/** Anybody may ask as often as they like, because all who ask at the same time share one query. */
function databaseAnswers(): Promise<'ok' | 'failed'> {
  const kept = once('boot.readiness', () => ({ answer: undefined as Promise<'ok' | 'failed'> | undefined }))
  if (kept.answer) return kept.answer
  const late = new Promise<never>((_, fail) => setTimeout(fail, patienceMs, new Error('late')).unref())
  kept.answer = Promise.race([vitalPool().query('select 1'), late])
    .then(
      () => 'ok' as const,
      () => 'failed' as const,
    )
    .finally(() => {
      kept.answer = undefined
    })
  return kept.answer
}
