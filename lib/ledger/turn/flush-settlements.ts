import 'server-only'
import { refusalsDone } from './record-refusal'
import { settlementsDone } from './settle'

/** For the drain: resolves when every settlement and record that was handed over is durable. */
export async function flushSettlements(): Promise<void> {
  await Promise.all([settlementsDone(), refusalsDone()])
}
