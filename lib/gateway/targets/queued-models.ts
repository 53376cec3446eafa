import 'server-only'
import { modelNow } from './model-now'

/** Of these models, those for which a call that comes now would wait: about how many seconds, null where that is unknown. */
export function queuedModels(models: { id: string }[]): Record<string, number | null> {
  const waits = models.flatMap(({ id }) => {
    const now = modelNow(id)
    return now.state === 'waiting' ? [[id, now.seconds] as const] : []
  })
  return Object.fromEntries(waits)
}
