export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]
export const defaultLocale: Locale = 'zh-CN'
export const localeCookie = 'locale'

const asLocale = (value: string | undefined) => locales.find((locale) => locale === value)

/** The locale: the cookie if it names a language that we have, else the first match of Accept-Language, else Chinese. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null | undefined): Locale {
  const chosen = asLocale(cookie)
  if (chosen) return chosen
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { tag, quality: quality ? Number(quality.trim().slice(2)) || 0 : 1 }
    })
    .filter(({ tag, quality }) => tag && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return defaultLocale
}

/** A stored locale, or the default. */
export const readLocale = (stored: string | null): Locale => asLocale(stored ?? undefined) ?? defaultLocale
