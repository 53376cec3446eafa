import type { Actor } from '@/lib/audit/audit'
import type { PortalCaller } from './caller'
import type { RequestFacts } from './route'

/** The actor whom an audit entry of this request names. */
export const actorOf = ({ caller, request }: { caller: PortalCaller; request: RequestFacts }): Actor & { id: number } => ({
  id: caller.user.id,
  address: request.address ?? null,
  requestId: request.id,
})
