import { expect, it } from 'vitest'
import { readBaseUrl } from './base-url'

it('accepts private, loopback and public addresses, without the slash at the end', () => {
  const spelled = {
    'http://10.1.2.3:8000/v1/': 'http://10.1.2.3:8000/v1',
    'http://127.0.0.1:11434': 'http://127.0.0.1:11434',
    'https://api.deepseek.com/v1': 'https://api.deepseek.com/v1',
    'http://[::1]:8000/v1//': 'http://[::1]:8000/v1',
    'http://vllm.campus:8000/v1?api-version=1': 'http://vllm.campus:8000/v1?api-version=1',
  }
  for (const [text, url] of Object.entries(spelled)) expect(readBaseUrl(text)).toEqual({ url })
})

it('metadata and link-local addresses are refused in every spelling', () => {
  const hosts = [
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '[fe80::1]',
    '[::ffff:169.254.169.254]',
    'metadata.google.internal',
    'METADATA.google.internal.',
    '100.100.100.200',
    '[fd00:ec2::254]',
    '0.0.0.0',
  ]
  for (const host of hosts) expect(readBaseUrl(`http://${host}/v1`), host).toHaveProperty('error')
})

it('refuses what cannot be called, with the reason', () => {
  for (const text of ['', 'localhost:8000', 'ftp://x/v1', 'http://user:pw@x/v1', 'http://x/v1#a', 'file:///etc/passwd'])
    expect(readBaseUrl(text), text).toHaveProperty('error')
})
