import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  /** Says that the process answers. It does not check the database or anything else that the process depends on. */
  GET: () => Response.json({ status: 'ok', checks: {} }, { headers: { 'cache-control': 'no-store' } }),
})
