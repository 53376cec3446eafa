import 'server-only'
import { pool } from '@/lib/db/pool'
import { sweep } from '@/lib/ledger/sweep'
import { sweepWeeks } from '@/lib/limits/weekly'
import { rollUp } from '@/lib/usage/roll-up'
import { every } from './every'

const minute = 60
const hour = 60 * minute

/** What goes on beside the requests. Each is safe in several processes at once. */
export function startRepeating(): void {
  every(1, 'adding up usage', rollUp)
  every(10, 'ending the holds of processes that are gone', sweep)
  every(10 * minute, 'forgetting finished weeks', async () => sweepWeeks(Date.now()))
  every(6 * hour, 'making partitions', () => pool().query('select make_usage_partitions(3)'))
}
