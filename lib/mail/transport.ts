import 'server-only'
import { createTransport, type Transporter } from 'nodemailer'
import { env } from '@/lib/env'
import { once } from '@/lib/once'
import { settings } from '@/lib/settings/settings'

const patienceMs = 20_000

/** The mail server; undefined when none is configured. */
export function transport(): Transporter | undefined {
  const url = env().SMTP_URL
  if (url === undefined) return undefined
  return once(`mail.transport ${url}`, () =>
    createTransport(
      { url, connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
      { disableFileAccess: true, disableUrlAccess: true },
    ),
  )
}

const host = () => new URL(env().publicUrl).hostname

/** Whom mails come from: MAIL_FROM, else the site at its own host. */
export const sender = (): string | { name: string; address: string } =>
  env().MAIL_FROM ?? { name: settings().siteName, address: `noreply@${host()}` }

/** The same for each attempt, so that a mail that is sent twice after all is recognised as the same. */
export const mailMessageId = (id: string): string => `<${id}@${host()}>`
