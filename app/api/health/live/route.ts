import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  /** Whether the process answers at all; says nothing about what it depends on. */
  GET: () => Response.json({ status: 'ok', checks: {} }, { headers: { 'cache-control': 'no-store' } }),
})
