import { changeProfile } from '@/lib/auth/change-profile'
import { meOf } from '@/lib/http/me'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { localeCookie } from '@/lib/locales'
import { me, meChange } from '@/lib/users/schema'
import { userById } from '@/lib/users/users'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Who I am, what I have, and what the pages need to know',
    who: 'user',
    answer: me,
    run: ({ user }) => meOf(user),
  }),

  PATCH: route({
    summary: 'Change my profile and preferences',
    who: 'user',
    keys: false,
    body: meChange,
    answer: me,
    refusals: ['email_taken'],
    run: async ({ body, user, caller, request }) => {
      await changeProfile({ userId: user.id, change: body, address: request.address })
      const response = Response.json(await meOf((await userById(user.id)) ?? user))
      if (caller.via === 'cookie' && body.locale)
        response.headers.append('set-cookie', `${localeCookie}=${body.locale}; Path=/; Max-Age=31536000; SameSite=Lax`)
      return response
    },
  }),
})
