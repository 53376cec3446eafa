import { askReset } from '@/lib/auth/forgot-password'
import { forgot } from '@/lib/auth/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { localeOf } from '@/lib/http/words'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Ask for a mail with a link to set a new password; the answer is the same whoever is named',
    who: 'anyone',
    rate: 'login',
    body: forgot,
    run: ({ body, request }) => askReset({ name: body.name, locale: localeOf(request.headers), address: request.address }),
  }),
})
