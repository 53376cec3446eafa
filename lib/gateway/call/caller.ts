import type { Group } from '@/lib/catalog/catalog'
import type { KeyRow } from '@/lib/keys/key-row'
import type { Level } from '@/lib/limits/take'
import type { UserRow } from '@/lib/users/users'

/** Who is calling, and under which prices and limits. `key` is null for a signed-in user: then the wallet is the user's own. */
export interface Caller {
  user: UserRow
  key: KeyRow | null
  group: Group
  levels: Level[]
}
