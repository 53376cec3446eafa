import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { appearanceOf, chooseAppearance } from '@/lib/leaderboard/choose-appearance'
import { appearance, appearanceBody } from '@/lib/leaderboard/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How I appear on the leaderboard',
    who: 'user',
    answer: appearance,
    run: ({ user }) => appearanceOf(user.id),
  }),

  PUT: route({
    summary: 'Chooses how I appear on the leaderboard: by name, by alias, or not at all',
    who: 'user',
    keys: false,
    body: appearanceBody,
    answer: appearance,
    run: ({ user, body }) => chooseAppearance(user.id, body),
  }),
})
