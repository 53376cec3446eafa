import 'server-only'
import { env } from '@/lib/env'
import type { Locale } from '@/lib/locales'
import { settings } from '@/lib/settings/settings'
import { listAnnouncements } from './list-announcements'
import type { AnnouncementView } from './schema'

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
// XML has no words at all for the other control characters.
const escaped = (text: string) => text.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '').replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)

/** Readers of feeds take HTML. The Markdown is shown as it was written, so nothing in it can act there. */
const asHtml = (markdown: string) =>
  markdown
    .split(/\n{2,}/)
    .map((part) => `<p>${escaped(part).replaceAll('\n', '<br/>')}</p>`)
    .join('')

function item(site: string, { id, title, content, published_at }: AnnouncementView): string {
  return `<item><title>${escaped(title)}</title><link>${escaped(`${site}/announcements#${id}`)}</link><guid isPermaLink="false">${id}</guid><pubDate>${new Date(published_at).toUTCString()}</pubDate><description>${escaped(asHtml(content))}</description></item>`
}

/** The newest announcements that everybody may see, as RSS 2.0. */
export async function announcementFeed(locale: Locale): Promise<string> {
  const site = env().publicUrl.replace(/\/$/, '')
  const { announcements } = await listAnnouncements({ reader: undefined, locale, limit: 50 })
  const name = escaped(settings().siteName)
  const what = locale === 'en' ? 'Announcements' : '公告'
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${name} · ${what}</title><link>${escaped(`${site}/announcements`)}</link><description>${name} · ${what}</description><language>${locale}</language><atom:link href="${escaped(`${site}/announcements/rss`)}" rel="self" type="application/rss+xml"/>${announcements.map((one) => item(site, one)).join('')}</channel></rss>
`
}
