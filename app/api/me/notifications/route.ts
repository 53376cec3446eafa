import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { exactDecimal } from '@/lib/json'
import { changeNoticeChoices, noticeChoices } from '@/lib/notices/choices'
import { noticeChange, noticeSettings } from '@/lib/notices/schema'
import { settings } from '@/lib/settings/settings'

/** With what the settings say where the user has not chosen. */
async function choicesOf(userId: number) {
  const { mail, lowBalance, expiryDays, webhook } = await noticeChoices(userId)
  const usual = settings()
  return {
    mail,
    lowBalance: exactDecimal(lowBalance ?? usual.lowBalance),
    expiryDays: expiryDays ?? usual.expiryDays,
    webhook: webhook && { url: webhook.url },
  }
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How I am told of things',
    who: 'user',
    keys: false,
    answer: noticeSettings,
    run: ({ user }) => choicesOf(user.id),
  }),

  PATCH: route({
    summary: 'Change how I am told of things',
    who: 'user',
    keys: false,
    body: noticeChange,
    exact: ['lowBalance'],
    answer: noticeSettings,
    run: async ({ user, body }) => {
      await changeNoticeChoices(user.id, body)
      return choicesOf(user.id)
    },
  }),
})
