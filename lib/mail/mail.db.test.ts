import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { handles } from '@/lib/jobs/job-kind'
import { worker } from '@/lib/jobs/worker'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { eraseMails } from './erase-mails'
import { type NewMail, queueMail } from './queue-mail'
import { sendMail, sendMailJob } from './send-mail'

interface Received {
  to: string[]
  raw: string
}
const received: Received[] = []
/** What the mail server says to each next message before it takes one. */
const refusals: { rcpt?: Error; data?: Error }[] = []
const answer = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })
let server: SMTPServer

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('nobody@')) done(answer(550, 'No such user'))
      else done(refusals[0]?.rcpt ? refusals.shift()?.rcpt : null)
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const refusal = refusals.shift()?.data
        if (!refusal) received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString() })
        done(refusal)
      })
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as { port: number }
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}`
  process.env.PUBLIC_URL = 'https://atrium.example.edu'
  await freshDatabase()
  await settingsReady()
})
afterAll(() => new Promise<void>((closed) => server.close(closed)))
beforeEach(async () => {
  received.length = 0
  refusals.length = 0
  await pool().query('delete from mails; delete from jobs')
})

let made = 0
const queue = (mail: Partial<NewMail> = {}) =>
  transaction((tx) =>
    queueMail(tx, {
      key: `key ${++made}`,
      to: 'wang@example.edu',
      locale: 'zh-CN',
      event: 'notices.email_changed',
      values: { email: 'new@example.edu' },
      href: '/settings',
      ...mail,
    }),
  )
let now = Date.now() + 1000
const work = async () => {
  now += 4_000_000
  const one = worker({ handlers: [handles(sendMailJob, sendMail)], process: 'prs_mail', clock: () => new Date(now) })
  await one.look()
  await one.idle()
}
const mails = async () => (await pool().query('select state, tries, error, sealed, secret_names from mails order by id')).rows
const jobs = async () => (await pool().query('select state from jobs order by id')).rows.map(({ state }) => state)

/** The decoded parts of a message, by their type. */
function partsOf(raw: string) {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? 'none'
  const parts = raw.split(`--${boundary}`).slice(1, -1)
  const body = (type: string) => {
    const part = parts.find((each) => each.includes(`Content-Type: ${type}`)) ?? ''
    const [head = '', ...rest] = part.trim().split('\r\n\r\n')
    const text = rest.join('\r\n\r\n')
    if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString()
    const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    return /quoted-printable/i.test(head) ? Buffer.from(bytes, 'latin1').toString() : text
  }
  return { text: body('text/plain'), html: body('text/html') }
}
const headersOf = (raw: string) => (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ')
const subjectOf = (raw: string) =>
  (/^Subject: (.*)$/m.exec(headersOf(raw))?.[1] ?? '').replace(/=\?UTF-8\?B\?([^?]*)\?=\s*/gi, (_, coded) =>
    Buffer.from(coded, 'base64').toString(),
  )

it('a mail arrives in the language of its reader, as text and as HTML', async () => {
  await queue()
  await queue({ locale: 'en', to: 'ann@example.edu' })
  await work()
  received.sort((one, other) => String(other.to).localeCompare(String(one.to))) // They are sent side by side.
  expect(received.map(({ to }) => to)).toEqual([['wang@example.edu'], ['ann@example.edu']])
  const [zh, en] = received.map(({ raw }) => ({ subject: subjectOf(raw), ...partsOf(raw) }))
  expect(zh?.subject).toBe('邮箱已修改')
  expect(zh?.text).toContain('你的 Atrium 账号邮箱已改为 new@example.edu。')
  expect(zh?.html).toContain('<html lang="zh-CN">')
  expect(zh?.html).toContain('href="https://atrium.example.edu/settings"')
  expect(en?.subject).toBe('Your e-mail address was changed')
  expect(en?.text).toContain('The e-mail address of your Atrium user is now new@example.edu.')
  expect(en?.text).toContain('Your account: https://atrium.example.edu/settings')
  expect(en?.html).not.toMatch(/<(img|link|script|style)|url\(|src=/i)
  expect(await mails()).toMatchObject([
    { state: 'sent', tries: 1 },
    { state: 'sent', tries: 1 },
  ])
  expect(headersOf(received[0]?.raw ?? '')).toMatch(/^Message-ID: <mail_\w+@atrium\.example\.edu>$/im)
})

it('values are text, in the HTML and in the header', async () => {
  await queue({ locale: 'en', values: { email: '<script>alert(1)</script>"\'&' }, facts: [{ name: 'time', value: '<b>now</b>' }] })
  await work()
  const { html } = partsOf(received[0]?.raw ?? '')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
  expect(html).toContain('&lt;b&gt;now&lt;/b&gt;')
  expect(html).not.toContain('<script')
})

it.each(['a@example.edu\r\nBcc: all@example.edu', 'a@example.edu\n', 'a@example.edu, b@example.edu', 'A <a@example.edu>', 'nobody', ''])(
  'the recipient %j is refused',
  async (to) => {
    await expect(queue({ to })).rejects.toMatchObject({ code: 'internal' })
    expect(await mails()).toEqual([])
  },
)

it.each(['https://evil.example', '//evil.example', '/a\nb', 'settings'])('the link %j is refused', async (href) => {
  await expect(queue({ href })).rejects.toMatchObject({ code: 'internal' })
})

it('one key makes one mail, however many ask for it at once', async () => {
  await Promise.all(Array.from({ length: 8 }, () => queue({ key: 'the same' })))
  await Promise.all([work(), work(), work()])
  expect(received).toHaveLength(1)
  expect(await jobs()).toEqual(['done'])
})

it('a server that is busy is tried again', async () => {
  refusals.push({ rcpt: answer(451, 'Try later') }, { data: answer(452, 'No room') })
  await queue()
  await work()
  expect(await mails()).toMatchObject([{ state: 'waiting', tries: 1, error: expect.stringContaining('451') }])
  await work()
  expect(await mails()).toMatchObject([{ state: 'waiting', tries: 2, error: expect.stringContaining('452') }])
  await work()
  expect(await mails()).toMatchObject([{ state: 'sent', tries: 3, error: null }])
  expect(received).toHaveLength(1)
})

it('a recipient that is refused for good is not tried again, and others are sent', async () => {
  await queue({ to: 'nobody@example.edu' })
  await queue({ to: 'other@example.edu' })
  await work()
  await work()
  expect(received.map(({ to }) => to)).toEqual([['other@example.edu']])
  expect(await mails()).toMatchObject([{ state: 'failed', tries: 1, error: expect.stringContaining('550') }, { state: 'sent' }])
  expect(await jobs()).toEqual(['failed', 'done'])
})

it('secrets arrive, are not readable meanwhile, and are erased once sent', async () => {
  await queue({ secrets: [{ name: 'time', value: 'sk-very-secret' }], secretHref: '/verify?token=very-secret' })
  const { rows } = await pool().query(
    "select row_to_json(m)::text as all, (select string_agg(input::text, '') from jobs) as jobs from mails m",
  )
  expect(JSON.stringify(rows)).not.toContain('very-secret')
  await work()
  const { html, text } = partsOf(received[0]?.raw ?? '')
  for (const part of [html, text]) {
    expect(part).toContain('sk-very-secret')
    expect(part).toContain('https://atrium.example.edu/verify?token=very-secret')
  }
  expect(await mails()).toMatchObject([{ state: 'sent', sealed: null, secret_names: ['time', 'link'] }])
})

it('secrets of mails that were never sent are erased after a month', async () => {
  await queue({ secrets: [{ name: 'time', value: 'sk' }] })
  await eraseMails()
  expect((await mails())[0].sealed).not.toBeNull()
  await pool().query("update mails set created_at = now() - interval '31 days'")
  await eraseMails()
  expect(await mails()).toMatchObject([{ sealed: null }])
})
