import type { Group } from '@/lib/catalog/entries'
import type { KeyRow } from '@/lib/keys/key-row'
import type { Level } from '@/lib/limits/level'
import type { UserRow } from '@/lib/users/users'

/** The caller, with the prices and limits that count. `key` is null for a signed-in user, whose own wallet is then used. */
export interface Caller {
  user: UserRow
  key: KeyRow | null
  group: Group
  levels: Level[]
}
