import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { chooseLocale, localeCookie } from '@/lib/locales'
import { settings } from '@/lib/settings/settings'
import { compiledMessages } from './load-messages'

export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const locale = chooseLocale(jar.get(localeCookie)?.value, head.get('accept-language'))
  return { locale, messages: compiledMessages(locale), timeZone: settings().timeZone, now: new Date() }
})
