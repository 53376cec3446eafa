import 'server-only'
import { refusalsDone } from './record-refusal'
import { settlementsDone } from './settle'

/** Resolves when every settlement and record that was handed in is durable. The drain awaits it. */
export async function flushSettlements(): Promise<void> {
  await Promise.all([settlementsDone(), refusalsDone()])
}
