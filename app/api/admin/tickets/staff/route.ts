import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { staffList } from '@/lib/tickets/schema'
import { listStaff } from '@/lib/tickets/staff/assign-ticket'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Who may answer tickets',
    who: 'support',
    answer: staffList,
    run: async () => ({ staff: await listStaff() }),
  }),
})
