import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

/** Sends the browser only the message areas that these client components speak; `common`, `errors` and `nav` are always there. */
export async function AreaMessages({ areas, children }: { areas: string[]; children: ReactNode }) {
  const all = await getMessages()
  const picked = Object.fromEntries(['common', 'errors', 'nav', ...areas].map((area) => [area, all[area]]))
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>
}
