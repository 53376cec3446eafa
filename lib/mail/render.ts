import type { Locale } from '@/lib/locales'

interface Line {
  name: string
  value: string
}

export interface Letter {
  locale: Locale
  site: string
  /** The address of the site. */
  home: string
  subject: string
  paragraphs: string[]
  facts: Line[]
  secrets: Line[]
  action?: { label: string; url: string }
  linkHint: string
  footer: string
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? '')

/** Both forms of a mail. The HTML has its styles inline and refers to nothing outside, because mail programs load nothing else. */
export const renderLetter = (letter: Letter): { subject: string; text: string; html: string } => ({
  subject: letter.subject,
  text: textOf(letter),
  html: htmlOf(letter),
})

function textOf({ site, home, subject, paragraphs, facts, secrets, action, footer }: Letter): string {
  const lines = [...facts, ...secrets].map(({ name, value }) => `${name}: ${value}`)
  const parts = [
    subject,
    ...paragraphs,
    lines.join('\n'),
    action ? `${action.label}: ${action.url}` : '',
    `-- \n${footer}\n${site} ${home}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

const ink = '#1d2b2f'
const soft = '#5b6b6f'
const line = '#dde4e5'
const accent = '#1a7a72'
const sans = `-apple-system,'PingFang SC','Microsoft YaHei','Segoe UI',Roboto,'Noto Sans SC',sans-serif`
const mono = `ui-monospace,Menlo,Consolas,monospace`

const paragraph = (text: string) => `<p style="margin:0 0 14px;font-size:15px;line-height:1.7;color:${ink}">${escaped(text)}</p>`

const row =
  (font: string) =>
  ({ name, value }: Line) =>
    `<tr><td style="padding:7px 16px 7px 0;font-size:13px;line-height:20px;color:${soft};vertical-align:top;white-space:nowrap">${escaped(name)}</td>` +
    `<td style="padding:7px 0;font-family:${font};font-size:13px;line-height:20px;color:${ink};word-break:break-all">${escaped(value)}</td></tr>`

function tableOf({ facts, secrets }: Letter): string {
  if (facts.length + secrets.length === 0) return ''
  const rows = [...facts.map(row(sans)), ...secrets.map(row(mono))].join('')
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:4px 0 20px;border-top:1px solid ${line};border-bottom:1px solid ${line}">${rows}</table>`
}

function buttonOf({ action, linkHint }: Letter): string {
  if (!action) return ''
  const url = escaped(action.url)
  return (
    `<p style="margin:22px 0 18px"><a href="${url}" style="display:inline-block;padding:11px 22px;border-radius:8px;background:${accent};color:#ffffff;font-size:14px;font-weight:600;text-decoration:none">${escaped(action.label)}</a></p>` +
    `<p style="margin:0;font-size:12px;line-height:1.6;color:${soft}">${escaped(linkHint)}<br><span style="word-break:break-all">${url}</span></p>`
  )
}

function htmlOf(letter: Letter): string {
  const { locale, site, home, subject, paragraphs, footer } = letter
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:0;background:#f4f6f6;font-family:${sans}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f6f6"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;text-align:left">
<tr><td style="padding:0 4px 14px;font-size:15px;font-weight:700;color:${ink}">${escaped(site)}</td></tr>
<tr><td style="padding:28px 32px 30px;background:#ffffff;border:1px solid ${line};border-radius:12px">
<h1 style="margin:0 0 16px;font-size:19px;line-height:1.45;color:${ink}">${escaped(subject)}</h1>
${paragraphs.map(paragraph).join('\n')}
${tableOf(letter)}${buttonOf(letter)}
</td></tr>
<tr><td style="padding:16px 4px 0;font-size:12px;line-height:1.6;color:${soft}">${escaped(footer)}<br><a href="${escaped(home)}" style="color:${soft}">${escaped(home)}</a></td></tr>
</table></td></tr></table></body></html>
`
}
