import { describe, expect, it } from 'vitest'
import type { Upstream } from '@/lib/catalog/catalog'
import { connectionTo, isRefused } from './connection'

const upstream = (baseUrl: string) => ({ baseUrl, timeouts: { connect: 1 } }) as Upstream

describe('addresses of upstreams', () => {
  it.each(['169.254.169.254', '169.254.0.1', '::ffff:169.254.169.254', 'fe80::1', '100.100.100.200', 'fd00:ec2::254'])(
    '%s is never called',
    (address) => {
      expect(isRefused(address)).toBe(true)
    },
  )

  it.each(['10.1.2.3', '127.0.0.1', '::1', '192.168.1.1', 'fd12::1', '8.8.8.8', 'vllm.campus'])('%s may be one', (address) => {
    expect(isRefused(address)).toBe(false)
  })

  it.each(['http://169.254.169.254/v1', 'http://[fe80::1]:8000/v1', 'http://0xa9fea9fe/', 'http://2852039166/'])(
    '%s is refused before connecting',
    (url) => {
      expect(() => connectionTo(upstream(url))).toThrow(expect.objectContaining({ code: 'ATRIUM_ADDRESS_REFUSED' }))
    },
  )

  it('share their connections by origin, and keep path and query for every request', () => {
    const first = connectionTo(upstream('http://10.0.0.1:8000/v1/'))
    const second = connectionTo(upstream('http://10.0.0.1:8000/azure?api-version=2'))
    expect(first.pool).toBe(second.pool)
    expect([first.prefix, second.prefix, second.query]).toEqual(['/v1', '/azure', '?api-version=2'])
  })
})
