/** Whether the process answers at all; says nothing about what it depends on. */
export const GET = (): Response => Response.json({ status: 'ok', checks: {} }, { headers: { 'cache-control': 'no-store' } })
