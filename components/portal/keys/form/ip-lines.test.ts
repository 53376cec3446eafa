import { expect, test } from 'vitest'
import { entriesOf, lineProblems } from './ip-lines'

test('the wrong line is named with its part and its reason', () => {
  expect(lineProblems('10.119.4.0/24\n10.119.300.7\n2001:da8:8000::/48')).toEqual([{ line: 2, why: 'octet', part: '300' }])
  expect(lineProblems('\n10.0.0.0/33')).toEqual([{ line: 2, why: 'prefix', part: '/33' }])
  expect(lineProblems('example.edu')).toEqual([{ line: 1, why: 'address', part: 'example.edu' }])
  expect(lineProblems('::ffff/129')).toEqual([{ line: 1, why: 'prefix', part: '/129' }])
})

test('addresses and networks of both families pass, empty lines do not count', () => {
  const text = '10.1.2.3\n\n 10.0.0.0/8 \n::1\n2001:db8::/32'
  expect(lineProblems(text)).toEqual([])
  expect(entriesOf(text)).toEqual(['10.1.2.3', '10.0.0.0/8', '::1', '2001:db8::/32'])
})
