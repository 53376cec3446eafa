import type { ShownRow } from './application-row'
import type { ApplicationLine } from './schema'

/** What its owner sees of an application. */
export const showApplication = (row: ShownRow): ApplicationLine => ({
  id: row.id,
  state: row.state,
  email: row.email,
  purpose: row.purpose,
  project: row.project,
  supervisor: row.supervisor,
  ...row.wanted,
  granted: row.granted,
  forKeyId: row.forKeyId,
  key: row.key,
  keyWaits: row.keyWaits,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  submittedAt: row.submittedAt?.toISOString() ?? null,
  decidedAt: row.decidedAt?.toISOString() ?? null,
})
