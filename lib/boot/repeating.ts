import 'server-only'
import { pool } from '@/lib/db/pool'
import { rollUp } from '@/lib/usage/roll-up'
import { every } from './every'

const day = 24 * 60 * 60

/** What goes on beside the requests. Each is safe in several processes at once. */
export function startRepeating(): void {
  every(1, 'adding up usage', rollUp)
  every(day / 4, 'making partitions', () => pool().query('select make_usage_partitions(3)'))
}
