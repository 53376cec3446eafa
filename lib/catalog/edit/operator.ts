import type { Actor } from '@/lib/audit/audit'
import type { Role } from '@/lib/users/roles'

/** The user who changes the catalog. */
export interface Operator extends Actor {
  role: Role
}
