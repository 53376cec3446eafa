import { expect, test } from 'vitest'
import { textLinks } from './text-links'

const links = (text: string) => textLinks(text).flatMap(({ href }) => href ?? [])

test('web addresses become links, and all of the text stays', () => {
  const text = '见 https://a.example/x?y=1。(http://b.example/z), ok\nhttps://c.example.'
  expect(links(text)).toEqual(['https://a.example/x?y=1', 'http://b.example/z', 'https://c.example/'])
  const whole = textLinks(text).map((piece) => piece.text)
  expect(whole.join('')).toBe(text)
})

test('nothing that runs becomes a link', () => {
  for (const text of [
    'javascript:alert(1)',
    '[x](javascript:alert(1))',
    'data:text/html,<b>',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
  ])
    expect(links(text)).toEqual([])
  expect(links('<a href="https://a.example">')).toEqual(['https://a.example/'])
})
