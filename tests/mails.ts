import { letterOf } from '@/lib/mail/letter'
import { mailRows, openSecrets } from '@/lib/mail/mail-row'

interface SeenMail {
  facts: Record<string, string>
  secrets: Record<string, string>
  subject: string
  text: string
}
const named = (facts: { name: string; value: string }[]) => Object.fromEntries(facts.map(({ name, value }) => [name, value]))

/** What the outbox holds for an address, newest first, as its reader would get it. */
export async function mailsTo(address: string): Promise<SeenMail[]> {
  const rows = await mailRows('where m.recipient = $1 order by m.id desc', [address])
  return rows.map((mail) => {
    const opened = openSecrets(mail)
    const { subject, paragraphs } = letterOf(mail, opened)
    return { facts: named(mail.facts), secrets: named(opened.secrets), subject, text: paragraphs.join('\n') }
  })
}
