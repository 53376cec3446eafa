import type { Operator } from '@/lib/catalog/edit/operator'
import { actorOf } from './actor'
import type { PortalCaller } from './caller'
import type { RequestFacts } from './route'

/** The operator who changes the catalog by this request. */
export const operatorOf = (given: { caller: PortalCaller; request: RequestFacts }): Operator => ({
  ...actorOf(given),
  role: given.caller.user.role,
})
