import { beforeAll, expect, it, vi } from 'vitest'
import { POST as signInRoute } from '@/app/api/auth/login/route'
import { unnamedProxies } from '@/lib/addresses/unnamed-proxies'
import { register } from '@/lib/auth/register'
import { markPeers } from '@/lib/http/peer'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, call, closePortalAfterwards } from '@/tests/portal'

// These tests ask who is let in, not how long a password takes.
vi.mock('./passwords', () => ({
  hashPassword: async (password: string) => password,
  checkPassword: async (password: string, hash: string | null | undefined) => password === hash,
}))

closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  markPeers()
  await changeSettings({ rateLogin: 100_000, rateRegister: 100_000, rateAddress: 100_000 }, { id: null })
  await register({ username: 'reader', password: 'correct horse' })
})

const from = (peer: string, told?: string) => ({ 'x-atrium-peer': peer, ...(told && { 'x-forwarded-for': told }) })
const signIn = (headers: Record<string, string>, username: string, password: string) =>
  call(signInRoute, { headers, body: { username, password } })
const guess = async (times: number, headers: Record<string, string>) => {
  for (let tries = 0; tries < times; tries++) await signIn(headers, `nobody-${tries}`, 'guess')
}
const readerFrom = async (headers: Record<string, string>) => (await signIn(headers, 'reader', 'correct horse')).status

it('two hundred failures through a proxy that nobody named lock nobody else out, and the operator is warned once', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await guess(210, from('10.1.1.1', '203.0.113.66'))
  await guess(1, from('10.1.1.2', '203.0.113.66'))
  expect(await readerFrom(from('10.1.1.1', '203.0.113.9'))).toBe(200)
  expect(unnamedProxies()).toEqual(['10.1.1.1', '10.1.1.2'])
  const warnings = said.mock.calls.filter(([line]) => String(line).includes('TRUSTED_PROXIES'))
  expect(warnings).toHaveLength(1)
  expect(String(warnings[0])).not.toContain('203.0.113')
  said.mockRestore()
})

it('there the limit of each account holds as everywhere', async () => {
  const headers = from('10.1.1.1', '203.0.113.66')
  for (let tries = 0; tries < 10; tries++) await signIn(headers, 'reader', 'guess')
  expect(await readerFrom(headers)).toBe(429)
  expect(await readerFrom(from('198.51.100.7'))).toBe(200)
})

it('who comes from afar, or tells of nobody behind them, is stopped by the limit of their address, whatever they write', async () => {
  for (const headers of [from('198.51.100.9', '10.1.1.1'), from('10.1.1.3')]) {
    await guess(200, headers)
    expect(await readerFrom(headers)).toBe(429)
  }
  expect(await readerFrom(from('198.51.100.8'))).toBe(200)
})
