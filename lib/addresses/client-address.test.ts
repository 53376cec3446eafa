import { describe, expect, it } from 'vitest'
import { addressBucket, addressIn, clientAddress, unnamedProxy } from './client-address'

describe("the caller's address", () => {
  it('is that of the connection, and an untrusted X-Forwarded-For is ignored', () => {
    expect(clientAddress('203.0.113.9', '10.0.0.1', [])).toBe('203.0.113.9')
    expect(clientAddress('::ffff:203.0.113.9', null, [])).toBe('203.0.113.9')
  })
  it('is told by trusted proxies, last one first', () => {
    expect(clientAddress('10.0.0.2', '1.2.3.4, 203.0.113.9', ['10.0.0.0/8'])).toBe('203.0.113.9')
    expect(clientAddress('10.0.0.2', '1.2.3.4, 203.0.113.9, 10.9.9.9', ['10.0.0.0/8'])).toBe('203.0.113.9')
    expect(clientAddress('10.0.0.2', 'nonsense', ['10.0.0.0/8'])).toBe('10.0.0.2')
  })
  it('is the same when it is asked for again, and depends on who is trusted', () => {
    const [nobody, proxies] = [[], ['10.0.0.0/8']]
    const header = `${'9.9.9.9, '.repeat(40)}203.0.113.9`
    for (const told of ['203.0.113.9', header])
      for (let again = 0; again < 3; again++) {
        expect(clientAddress('10.0.0.2', told, proxies)).toBe('203.0.113.9')
        expect(clientAddress('10.0.0.2', told, nobody)).toBe('10.0.0.2')
        expect(clientAddress('10.0.0.2', '198.51.100.7', proxies)).toBe('198.51.100.7')
        expect(clientAddress('nonsense', told, proxies)).toBeUndefined()
      }
  })
  it('is matched by networks of either family', () => {
    expect(addressIn('10.1.2.3', ['10.0.0.0/8'])).toBe(true)
    expect(addressIn('2001:db8::7', ['2001:db8::/32', 'nonsense'])).toBe(true)
    expect(addressIn('10.1.2.3', ['::/0', 'nonsense'])).toBe(false)
    expect(addressIn(undefined, ['0.0.0.0/0'])).toBe(false)
  })
  it('may be that of a proxy which nobody named: a private one that tells of others behind it', () => {
    for (const peer of ['127.0.0.1', '::1', '::ffff:10.0.0.2', '192.168.7.1', 'fd00::5', '100.64.0.9'])
      expect(unnamedProxy(peer, '203.0.113.9', []), peer).toBe(clientAddress(peer, '203.0.113.9', []))
    expect(unnamedProxy('10.0.0.2', '203.0.113.9, 172.17.0.1', ['10.0.0.2'])).toBe('172.17.0.1')
    for (const [peer, told, trusted] of [
      ['203.0.113.9', '10.0.0.1', []],
      ['10.0.0.2', null, []],
      ['10.0.0.2', '', []],
      ['::ffff:10.0.0.2', '10.0.0.2', []],
      ['10.0.0.2', '203.0.113.9', ['10.0.0.0/8']],
      ['10.0.0.2', '10.7.7.7', ['10.0.0.2']],
    ] as const)
      expect(unnamedProxy(peer, told, trusted), `${peer} ${told}`).toBeUndefined()
  })
  it('counts an IPv6 site as one', () => {
    expect(addressBucket('2001:db8:1:2:3::4')).toBe(addressBucket('2001:db8:1:2::9'))
    expect(addressBucket('10.0.0.1')).not.toBe(addressBucket('10.0.0.2'))
  })
})
