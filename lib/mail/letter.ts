import 'server-only'
import { env } from '@/lib/env'
import { phrase } from '@/lib/i18n/phrase'
import { settings } from '@/lib/settings/settings'
import type { MailRow, MailSecrets } from './mail-row'
import type { Letter } from './render'

const oneLine = (text: string) => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** What a mail says, in its reader's language. */
export function letterOf(mail: MailRow, { secrets, href = mail.href ?? undefined }: MailSecrets): Letter {
  const site = settings().siteName
  const words = (path: string) => phrase(mail.locale, path, { site, ...mail.values })
  const named = ({ name, value }: { name: string; value: string }) => ({ name: words(`notices.facts.${name}`) ?? name, value })
  return {
    locale: mail.locale,
    site,
    home: env().publicUrl,
    subject: oneLine(words(`${mail.event}.title`) ?? mail.event),
    paragraphs: (words(`${mail.event}.body`) ?? '').split(/\n+/).filter(Boolean),
    facts: mail.facts.map(named),
    secrets: secrets.map(named),
    ...(href && { action: { label: words(`${mail.event}.action`) ?? words('mail.open') ?? href, url: `${env().publicUrl}${href}` } }),
    linkHint: words('mail.linkHint') ?? '',
    footer: words('mail.footer') ?? '',
  }
}
