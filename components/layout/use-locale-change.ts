'use client'
import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { useTransition } from 'react'
import { type Locale, localeCookie } from '@/lib/locales'
import { meApi } from '@/lib/queries/me'

const yearSeconds = 31_536_000

/** Keeps the choice in a cookie, and for signed-in users on the server too, which writes mails in that language. */
export function useLocaleChange(signedIn = true) {
  const router = useRouter()
  const locale = useLocale() as Locale
  const [busy, start] = useTransition()
  const change = (next: Locale) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
    document.cookie = `${localeCookie}=${next}; path=/; max-age=${yearSeconds}; samesite=lax`
    if (signedIn)
      meApi.saveLocale(next).catch(() => {
        // The server cannot be reached. The cookie is enough for the pages.
      })
    start(() => router.refresh())
  }
  return { locale, change, busy }
}
