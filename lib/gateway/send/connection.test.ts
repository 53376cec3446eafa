import type { LookupAddress } from 'node:dns'
import { describe, expect, it, vi } from 'vitest'
import type { Upstream } from '@/lib/catalog/entries'
import { connectionTo } from './connection'

const found = vi.hoisted((): { addresses: LookupAddress[] } => ({ addresses: [] }))
vi.mock('node:dns', () => ({
  lookup: (_host: string, _options: object, done: (error: null, addresses: LookupAddress[]) => void) => done(null, found.addresses),
}))

const upstream = (baseUrl: string) => ({ baseUrl, timeouts: { connect: 1 } }) as Upstream

describe('addresses of upstreams', () => {
  it.each(['10.1.2.3', '127.0.0.1', '[::1]', '192.168.1.1', '[fd12::1]', '8.8.8.8', 'vllm.campus'])('%s may be one', (host) => {
    expect(connectionTo(upstream(`http://${host}:8000`))).toMatchObject({ prefix: '' })
  })

  it.each(['169.254.169.254', '100.100.100.200', '168.63.129.16', '::ffff:169.254.0.1', 'fd20:ce::254'])(
    'a name that turns out to be %s is never called',
    async (address) => {
      found.addresses = [{ address, family: address.includes(':') ? 6 : 4 }]
      const { pool } = connectionTo(upstream(`http://${crypto.randomUUID()}.example/v1`))
      await expect(pool.request({ method: 'GET', path: '/' })).rejects.toMatchObject({ code: 'ATRIUM_ADDRESS_REFUSED' })
    },
  )

  it.each([
    'http://169.254.169.254/v1',
    'http://[fe80::1]:8000/v1',
    'http://[::ffff:169.254.169.254]/',
    'http://0xa9fea9fe/',
    'http://2852039166/',
  ])('%s is refused before connecting', (url) => {
    expect(() => connectionTo(upstream(url))).toThrow(expect.objectContaining({ code: 'ATRIUM_ADDRESS_REFUSED' }))
  })

  it('share their connections by origin, and keep path and query for every request', () => {
    const first = connectionTo(upstream('http://10.0.0.1:8000/v1/'))
    const second = connectionTo(upstream('http://10.0.0.1:8000/azure?api-version=2'))
    expect(first.pool).toBe(second.pool)
    expect([first.prefix, second.prefix, second.query]).toEqual(['/v1', '/azure', '?api-version=2'])
  })
})
