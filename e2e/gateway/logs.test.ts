import { randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../atrium.ts'
import { runSql } from '../books.ts'
import { type Called, chat } from '../call.ts'
import { createKeys, usageOf, within } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'
import {
  brokenStreamFaults,
  emptyStreamFaults,
  headFaults,
  slowBrokenStreamFaults,
  slowEmptyStreamFaults,
  slowFaults,
  wholeFaults,
} from './faults.ts'

const mark = (what: string) => `${what}MARK${randomBytes(6).toString('hex')}`
/** Everything that must never be printed, by what it is. */
const marks: Record<string, string> = {
  prompt: mark('prompt'),
  answer: mark('answer'),
  password: mark('password'),
  wrongPassword: mark('wrong'),
  code: mark('code'),
  email: mark('email'),
  model: mark('model'),
  agent: mark('agent'),
  upstreamKey: 'upstream-secret',
}
const asked = {
  messages: [marks.prompt, `one two three ${marks.answer} five six seven eight`].map((content) => ({ role: 'user', content })),
}

const inBoth = [headFaults, slowFaults].flat()
const onlyStreamed = [emptyStreamFaults, slowEmptyStreamFaults, brokenStreamFaults, slowBrokenStreamFaults].flat()
const faults = [
  ...inBoth.flatMap((fault) => [false, true].map((stream) => ({ fault, stream }))),
  ...onlyStreamed.map((fault) => ({ fault, stream: true })),
  ...wholeFaults.map((fault) => ({ fault, stream: false })),
]
const nameOf = (fault: string) => `echo.quote.${fault}`
/** The caller may read the upstream's verdict on the request. */
const passedOn = /status-4(00|22)|contextlength|filter/

const holds = (printed: string, text: string): boolean => printed.toLowerCase().includes(text.toLowerCase())

/** Every sentence that our log lines may say. */
const sentences = new Set(
  globSync(['lib/**/*.ts', 'app/**/*.ts'], { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\blog\(\s*[^,']*'\w+'[^,]*,\s*'([^']+)'/g)].map(([, sentence]) => sentence),
  ),
)
/** Sentences of the launcher, which prints before it knows any secret. */
const ofTheLauncher = /^\[ *[\d.]+ s\] |^Atrium is ready at |^✓ Running next\.config/

/** A database that refuses rows, when they are written and when a page reads them, with a sentence and a detail that quote them. */
const quotingDatabase = `
  create function quote_row() returns trigger language plpgsql as $$ begin
    if to_jsonb(new)::text ~ '(email|model)MARK' then
      raise exception 'invalid input syntax for type json: "%"', to_jsonb(new)::text using errcode = '22P02', detail = to_jsonb(new)::text;
    end if;
    return new;
  end $$;
  create trigger quote_user before insert on users for each row execute function quote_row();
  create trigger quote_record before insert on usage_records for each row execute function quote_row();
  alter table sessions rename to sessions_kept;
  create function quote_session(kept sessions_kept) returns boolean language plpgsql as $$ begin
    raise exception 'invalid input syntax for type json: "%"', to_jsonb(kept)::text using errcode = '22P02', detail = to_jsonb(kept)::text;
  end $$;
  create view sessions as select * from sessions_kept where user_agent not like 'agentMARK%' or quote_session(sessions_kept);`

describe.each(doors)('what is printed, door %s', (door) => {
  let stand: Stand
  let person: Person
  const answers = new Map<string, Called>()
  const printed = () => stand.atrium.output()

  const portal = (path: string, body: string, token?: string) =>
    fetch(stand.atrium.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': marks.agent ?? '', ...(token && { authorization: `Bearer ${token}` }) },
      body,
    }).then((response) => response.text())

  beforeAll(async () => {
    stand = await startStand({
      door,
      models: [...new Set(faults.map(({ fault }) => nameOf(fault))), 'plain'],
      timeouts: { connect: 5, firstByte: 2, firstToken: 2, idle: 2, total: 30, answer: 4 },
      env: { LOG_LEVEL: 'debug' },
    })
    person = await stand.person()
    Object.assign(marks, { apiKey: person.secret, token: person.token })
    const { url } = stand.atrium
    const calls = faults.map(async ({ fault, stream }) => {
      const called = await chat({ url, secret: person.secret, model: nameOf(fault), stream, body: asked })
      answers.set(`${fault} ${stream ? 'streamed' : 'whole'}`, called)
    })
    await Promise.all(calls)
    await inTheChat()
    await atTheDoor()
  })
  afterAll(() => stand?.stop())

  /** The same failures, caused from the chat page. */
  async function inTheChat() {
    for (const fault of ['status-500', 'error-0', 'error-3', 'malformed-3', 'reset-0']) {
      const { conversation } = await person.post<{ conversation: { id: string } }>('/api/conversations', { systemPrompt: marks.prompt })
      const turn = { model: nameOf(fault), text: asked.messages[1]?.content }
      await portal(`/api/conversations/${conversation.id}/turn`, JSON.stringify(turn), person.token)
    }
  }

  /** Texts that people type, and wrong requests. */
  async function atTheDoor() {
    const { password, wrongPassword, code, email, model } = marks
    const username = `careful-${process.pid}-${door}`
    await portal('/api/auth/register', JSON.stringify({ username, password }))
    await portal('/api/auth/login', JSON.stringify({ username, password }))
    await portal('/api/auth/login', JSON.stringify({ username, password: wrongPassword }))
    await portal('/api/auth/login', `{"username":"${username}","password":"${password}`)
    await portal('/api/auth/register', `{"username":"${username}","password":"${password}",}`)
    await portal('/api/wallet/redeem', JSON.stringify({ code }), person.token)
    const made = await stand.owner.post<{ codes: unknown[] }>('/api/admin/codes', { name: 'marked', amount: '1', count: 1 })
    const [real] = made.codes.map((each) => (typeof each === 'string' ? each : (each as { code: string }).code))
    marks.realCode = real ?? ''
    await portal('/api/wallet/redeem', JSON.stringify({ code: real }), person.token)
    await portal('/api/wallet/redeem', JSON.stringify({ code: real }), person.token)
    for (const body of [`{"model":"plain","messages":[{"content":"${marks.prompt}`, `"${marks.prompt}"`, `{"model":"${model}"}`])
      await portal('/v1/chat/completions', body, person.secret)
    const [unused] = await createKeys(person)
    marks.revokedKey = unused?.secret ?? ''
    await person.send('DELETE', `/api/keys/${unused?.id}`)
    await portal('/v1/chat/completions', JSON.stringify({ model: 'plain', ...asked }), marks.revokedKey)
    const { token } = JSON.parse(await portal('/api/auth/login', JSON.stringify({ username, password })))
    marks.unreadToken = token
    await runSql(stand.atrium.databaseUrl, quotingDatabase)
    for (const page of ['/dashboard', '/']) {
      const answer = await fetch(stand.atrium.url + page, { headers: { cookie: `next-auth.session-token=${token}` } })
      expect(answer.status).toBe(500)
    }
    await portal('/api/auth/register', JSON.stringify({ username: `${username}-2`, password, email: `${email}@example.com` }))
    await portal('/v1/chat/completions', JSON.stringify({ model, ...asked }), person.secret)
    await within(10_000, async () => printed().includes('records of refused calls were lost'))
  }

  it('holds no prompt, answer, key, password, code, token or row of anybody', () => {
    const lines = printed().split('\n')
    for (const [what, text] of Object.entries(marks)) {
      expect(text, what).toMatch(/.{10}/)
      // Names and codes are stored in one case.
      expect(lines.filter((line) => holds(line, text)).slice(0, 3), what).toEqual([])
    }
    // A text that was cut would contain the beginning of a secret.
    for (const secret of [marks.apiKey, marks.revokedKey, marks.token])
      expect(printed().includes(secret?.slice(0, 20) ?? ''), secret).toBe(false)
  })

  it('holds none of it in the log of the embedded database either', () => {
    const written = readFileSync(join(stand.atrium.dataDir, 'postgres.log'), 'utf8')
    expect(written).toContain('ready to accept connections')
    for (const [what, text] of Object.entries(marks)) expect(holds(written, text), what).toBe(false)
  })

  it('is JSON line by line, each with a sentence of ours, its time and its level', () => {
    const lines = printed()
      .split('\n')
      .filter((line) => line !== '' && !ofTheLauncher.test(line))
    expect(lines.length).toBeGreaterThan(faults.length)
    for (const line of lines) {
      expect(line.length).toBeLessThan(16_384)
      const { time, level, message, ...more } = JSON.parse(line)
      expect(sentences, line).toContain(message)
      expect(Date.parse(time), line).toBeGreaterThan(0)
      expect(['debug', 'info', 'warn', 'error'], line).toContain(level)
      expect(['', 'facts'], line).toContain(Object.keys(more).join())
    }
  })

  it('names call, upstream, model, reason and status of what failed', () => {
    const answer = answers.get('status-500.texterror whole')
    const lines = printed()
      .split('\n')
      .filter((line) => line.includes(`"callId":"${answer?.requestId}"`))
    expect(lines.map((line) => JSON.parse(line).facts)).toContainEqual({
      callId: answer?.requestId,
      upstream: 'fake',
      upstreamModel: nameOf('status-500.texterror'),
      reason: 'status_500',
      status: 500,
    })
  })

  it('operators read what the upstream said, without its credential, and nobody else does', async () => {
    const health = await (await stand.owner.send('GET', '/api/admin/upstreams/health')).text()
    const targets = (JSON.parse(health).upstreams as { targets: Target[] }[]).flatMap((upstream) => upstream.targets)
    const errorsOf = (fault: string) => targets.find(({ model }) => model === nameOf(fault))?.lastErrors ?? []
    for (const fault of ['status-500', 'status-500.texterror', 'status-401', 'errorbody', 'error-0', 'contextlength']) {
      const errors = errorsOf(fault)
      expect(errors[0]?.words, fault).toContain(marks.prompt)
      expect(errors.map(({ callId }) => callId)).toContain(answers.get(`${fault} streamed`)?.requestId)
    }
    expect(health).not.toContain(marks.upstreamKey)
    expect((await person.send('GET', '/api/admin/upstreams/health')).status).toBe(403)
    for (const [fault, answer] of answers) {
      expect(answer.error, fault).toBeDefined()
      const record = JSON.stringify(await usageOf(person, answer.requestId ?? ''))
      for (const told of passedOn.test(fault) ? [record] : [record, JSON.stringify(answer.error), JSON.stringify([...answer.headers])])
        expect(told, fault).not.toMatch(/promptMARK|upstream-secret|10\.9\.8\.7/)
      expect(answer.text, fault).not.toContain(marks.upstreamKey)
    }
  })
})

interface Target {
  model: string
  lastErrors?: { words: string | null; callId: string | null }[]
}
