import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fail } from './errors'
import { log, logPrintedErrors } from './log'

interface Told {
  length: number
  name: string
  cause: unknown
  self: { self: { name: string } }
}

let written: string[] = []
beforeEach(() => {
  written = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => void written.push(line))
})
afterEach(() => vi.restoreAllMocks())

/** Returns the one line that was written, parsed. */
function logged(facts: Record<string, unknown>, level: 'info' | 'error' = 'info') {
  written = []
  log(level, 'it happened', facts)
  expect(written).toHaveLength(1)
  expect(written[0]).not.toContain('\n')
  expect(written[0]?.length).toBeLessThan(16_384)
  return JSON.parse(written[0] ?? '') as { time: string; level: string; message: string; facts: Record<string, Told> }
}
const caught = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('no fact replaces the time, the level or the message', () => {
  const facts = { time: 'never', level: 'debug', message: 'something else', facts: 1, __proto__: null, constructor: 'x' }
  const line = logged(facts)
  expect(line).toMatchObject({ level: 'info', message: 'it happened' })
  expect(Date.parse(line.time)).toBeGreaterThan(0)
  expect(line.facts).toEqual({ time: 'never', level: 'debug', message: 'something else', facts: 1, constructor: 'x' })
  expect(Object.keys(logged({}))).toEqual(['time', 'level', 'message'])
})

test('whatever it is given, a line is written: cycles, odd values, getters that throw', () => {
  const cycle: Record<string, unknown> = { name: 'cycle' }
  cycle.self = cycle
  const refuse = () => {
    throw new Error('mine')
  }
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  const { facts } = logged({
    cycle,
    money: 12345678901234567890n,
    none: undefined,
    nothing: null,
    nan: Number.NaN,
    work: () => 1,
    sign: Symbol('sign'),
    wrongTime: new Date(Number.NaN),
    time: new Date(0),
    bytes: Buffer.from('a secret in bytes'),
    jealous: Object.defineProperty({}, 'secret', { enumerable: true, get: refuse }),
    proxy: new Proxy({}, { ownKeys: refuse }),
    revoked: revoked.proxy,
    half: 'a\ud800b',
  })
  expect(facts).toMatchObject({
    money: '12345678901234567890',
    nothing: null,
    nan: 'NaN',
    time: '1970-01-01T00:00:00.000Z',
    bytes: '17 bytes',
  })
  expect(facts.cycle?.self.self.name).toBe('cycle')
  expect(JSON.stringify(facts)).not.toContain('secret in')
})

test('texts and lines are bounded, and the ids before them stay', () => {
  expect(logged({ callId: 'call_1', text: 'x'.repeat(1_000_000) }).facts.text?.length).toBeLessThan(600)
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`member${i}`, '\u0000'.repeat(400)]))
  const bush = (depth: number): unknown => (depth === 0 ? 'leaf' : Array.from({ length: 30 }, () => bush(depth - 1)))
  for (const huge of [wide, { bush: bush(4) }, Array.from({ length: 100_000 }, () => 'y'), { ['k'.repeat(100_000)]: 1 }])
    expect(logged({ callId: 'call_1', huge }).facts.callId).toBe('call_1')
})

test('an error is told by name, code and place; its words only where they cannot quote what was sent', () => {
  const secret = 'my-secret-prompt'
  const errors = {
    json: caught(() => JSON.parse(`{"a": ${secret}}`)),
    type: caught(() => secret in (secret as unknown as object)),
    number: caught(() => BigInt(secret)),
    row: Object.assign(new Error(`invalid input syntax for type json: "${secret}"`), {
      code: '22P02',
      severity: 'ERROR',
      detail: secret,
      where: secret,
    }),
    unique: Object.assign(new Error('duplicate key value violates unique constraint "users_email_key"'), {
      code: '23505',
      severity: 'ERROR',
      detail: secret,
    }),
    parser: Object.assign(new Error(`Expected HTTP/, got ${secret}`), {
      name: 'HTTPParserError',
      code: 'HPE_INVALID_CONSTANT',
      data: secret,
    }),
    prisma: Object.assign(new Error(`Invalid invocation: { data: "${secret}" }`), {
      name: 'PrismaClientKnownRequestError',
      code: 'P2010',
      meta: { driverAdapterError: Object.assign(new Error(secret), { cause: { originalCode: '22P02', originalMessage: secret } }) },
    }),
    refused: fail('invalid_request', { message: secret, fields: { [secret]: secret } }),
    named: Object.assign(new Error(secret), { name: `${secret} said: "no"`, code: `${secret} ?` }),
    fake: new Error(`first line\n    at ${secret} (/x.js:1:1)`),
    both: new AggregateError([new Error(secret)], secret),
    wrapped: new Error('outer', { cause: caught(() => JSON.parse(secret)) }),
  }
  for (const [name, error] of Object.entries(errors)) expect(JSON.stringify(logged({ error }, 'error')), name).not.toContain(secret)
  expect(logged({ error: errors.json }).facts.error).toEqual({ name: 'SyntaxError', stack: expect.stringMatching(/^at /) })
  expect(logged({ error: errors.row }).facts.error).toMatchObject({ name: 'Error', code: '22P02' })
  expect(logged({ error: errors.unique }).facts.error).toMatchObject({ code: '23505', message: expect.stringContaining('users_email_key') })
  expect(logged({ error: errors.prisma }).facts.error).toMatchObject({ code: 'P2010', sqlState: '22P02' })
  expect(logged({ error: errors.refused }).facts.error).toMatchObject({ name: 'AppError', code: 'invalid_request' })
  expect(logged({ error: errors.wrapped }).facts.error?.cause).toMatchObject({ name: 'SyntaxError' })
})

test('the words of the operating system are logged, and ours about an error of our own', async () => {
  const server = createServer().listen(0)
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  const refused = await fetch(`http://127.0.0.1:${port}`).catch((error: unknown) => error)
  expect(logged({ error: refused }).facts.error?.cause).toMatchObject({
    code: 'ECONNREFUSED',
    message: `connect ECONNREFUSED 127.0.0.1:${port}`,
  })
  expect(logged({ error: fail('internal', { cause: 'a wallet is missing' }) }).facts.error).toMatchObject({
    code: 'internal',
    cause: 'a wallet is missing',
  })
})

test('cyclic and very deep causes are bounded', () => {
  const ring = new Error('ring')
  ring.cause = ring
  expect(logged({ error: ring }).facts.error?.name).toBe('Error')
  let deep = new Error('root')
  for (let i = 0; i < 10_000; i++) deep = new Error('over it', { cause: deep })
  expect(logged({ callId: 'call_1', error: deep }).facts.callId).toBe('call_1')
})

test('errors that a library prints are logged as ours are; what else it prints stays as it is', () => {
  logPrintedErrors()
  const library = console
  library.error('⨯', Object.assign(new Error('refused my-secret-row'), { detail: 'my-secret-row' }))
  library.error('ready')
  expect(written).toHaveLength(2)
  expect(JSON.parse(written[0] ?? '')).toMatchObject({
    level: 'error',
    message: 'an error was printed',
    facts: { error: { name: 'Error' } },
  })
  expect(written[0]).not.toContain('my-secret-row')
  expect(written[1]).toBe('ready')
})
