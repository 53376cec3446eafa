import { expect, it } from 'vitest'
import { readNetwork } from './addresses'
import { createKeysInput } from './schema'

it('addresses and networks of both kinds are kept in their usual spelling', () => {
  const spelled = {
    ' 10.0.0.1 ': '10.0.0.1',
    '10.0.0.0/8': '10.0.0.0/8',
    '2001:DB8::0001': '2001:db8::1',
    '2001:db8::/32': '2001:db8::/32',
    '::ffff:10.0.0.1': '10.0.0.1',
    '::ffff:10.0.0.0/104': '10.0.0.0/8',
  }
  for (const [text, network] of Object.entries(spelled)) expect(readNetwork(text)).toEqual({ network })
})

it('refuses what is no address, with the reason', () => {
  for (const text of [
    '10.0.0',
    '010.0.0.1',
    '0x7f.1',
    '10.0.0.0/33',
    '::/129',
    '1.2.3.4/8/9',
    'fe80::1%eth0',
    'example.com',
    '10.0.0.0/-1',
    '::ffff:0:0/10',
  ])
    expect(readNetwork(text)).toHaveProperty('error')
})

it('the form is told which line is wrong and why', () => {
  const read = createKeysInput.safeParse({ name: 'k', allowedIps: ['10.0.0.0/8', '', '10.0.0.0/33'] })
  expect(read.error?.issues).toMatchObject([{ path: ['allowedIps', 2], message: 'line_prefix:3' }])
})
