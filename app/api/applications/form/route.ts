import { applicationFormOf } from '@/lib/applications/list-applications'
import { applicationForm } from '@/lib/applications/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'What an application begins with, and the models that you may ask for',
    who: 'user',
    answer: applicationForm,
    run: ({ user }) => applicationFormOf(user),
  }),
})
