import { changeProfile } from '@/lib/auth/change-profile'
import { confirmOwner } from '@/lib/auth/confirm-owner'
import { meOf } from '@/lib/http/me'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { localeCookie } from '@/lib/locales'
import { me, meChange } from '@/lib/users/schema'
import { isAnotherEmail } from '@/lib/users/username'
import { userById } from '@/lib/users/users'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Who I am, what I have, and what the pages need to know',
    who: 'user',
    answer: me,
    run: ({ user }) => meOf(user),
  }),

  PATCH: route({
    summary: 'Change my profile and preferences; another e-mail address asks for the password unless you signed in lately',
    who: 'user',
    keys: false,
    body: meChange,
    answer: me,
    refusals: ['email_taken', 'wrong_password', 'reauthenticate', 'login_limited'],
    run: async ({ body: { password, ...change }, user, caller, request }) => {
      const { address } = request
      // Whoever has the address can set a new password.
      if (change.email !== undefined && isAnotherEmail(user.email, change.email))
        await confirmOwner({ userId: user.id, signedInAt: caller.signedInAt, password, address })
      await changeProfile({ userId: user.id, change, address })
      const response = Response.json(await meOf((await userById(user.id)) ?? user))
      if (caller.via === 'cookie' && change.locale)
        response.headers.append('set-cookie', `${localeCookie}=${change.locale}; Path=/; Max-Age=31536000; SameSite=Lax`)
      return response
    },
  }),
})
