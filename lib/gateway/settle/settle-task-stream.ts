import 'server-only'
import type { Attempt } from '@/lib/ledger/turn/records'
import { log } from '@/lib/log'
import type { Admitted } from '../admit/admit-call'
import type { TaskPlan } from '../admit/plan-call'
import { loadCounter } from '../measure/count-tokens'
import { pricedBy } from '../measure/image-price'
import { chargedUnits } from '../measure/units'
import type { TaskStreamEnd } from '../relay/task-stream'
import type { Sent } from '../send/send'
import { settleCall } from './settle-call'
import { endings, judge, noteEnd } from './settle-stream'

/**
 * What happens at the end of a task's stream, however it ends. What the upstream broke off is free; what the caller left, after something
 * had gone out, costs as much as the whole.
 */
export const taskEnds =
  (admitted: Admitted<TaskPlan>, sent: Sent<unknown>, attempts: Attempt[]) =>
  async ({ how, started, whole, reported, made, ttftMs, words }: TaskStreamEnd): Promise<void> => {
    const { plan } = admitted
    const { candidate, slot, queueMs } = sent
    slot.release()
    noteEnd(attempts.at(-1), sent, how)
    try {
      judge(plan, sent, { how, words })
    } catch (error) {
      log('error', 'a target was not judged', { error })
    }
    await loadCounter().catch(() => {}) // Without the table the count is a guess by length.
    const charged = started && (how === 'complete' || how === 'gone')
    // A caller who leaves early pays for what it asked for, not for what had been done so far.
    const all = how === 'complete' || (whole && (reported.images ?? 0) >= plan.task.most.images)
    const told = all ? reported : {}
    const priced = pricedBy(plan.task, candidate, made)
    const usage = () => (charged ? chargedUnits(plan.task, told, priced.price) : null)
    await settleCall(admitted, { served: candidate, priced, slot, usage, attempts, queueMs, ttftMs, finishReason: null, ...endings[how] })
  }
