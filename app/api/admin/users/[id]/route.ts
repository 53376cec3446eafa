import { forgetSessions, revokeSessions } from '@/lib/auth/sessions'
import { fail } from '@/lib/errors'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { changeUser } from '@/lib/users/change-user'
import { findUser } from '@/lib/users/list-users'
import { userChange, userId, userLine } from '@/lib/users/schema'

async function lineOf(id: number) {
  const user = await findUser(id)
  if (!user) throw fail('not_found')
  return user
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({ summary: 'One user', who: 'operator', params: userId, answer: userLine, run: ({ params }) => lineOf(params.id) }),

  PATCH: route({
    summary: 'Change group, limits, models, role (a person, not an API key) or whether a user may sign in',
    who: 'operator',
    params: userId,
    body: userChange,
    exact: ['spendLimit', 'spendLimitPerDay', 'spendLimitPerMonth'],
    answer: userLine,
    refusals: ['own_role', 'last_owner'],
    run: async ({ params: { id }, body: change, caller, request }) => {
      if (change.role !== undefined && caller.via === 'key') throw fail('key_scope')
      const actor = { ...actorOf({ caller, request }), role: caller.user.role }
      await changeUser({ id, change, actor }, (on, userId) => revokeSessions(on, { userId }))
      forgetSessions()
      return lineOf(id)
    },
  }),
})
