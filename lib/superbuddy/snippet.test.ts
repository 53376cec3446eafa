import { expect, it } from 'vitest'
import { snippetOf } from './snippet'

const whole = (text: string) => ({ text, cutBefore: false, cutAfter: false })

it('marks what was found, in whatever case it stands', () => {
  expect(snippetOf(whole('量子计算与分子模拟'), '分子')).toBe('量子计算与<mark>分子</mark>模拟')
  expect(snippetOf({ text: 'about DFT\n\nmethods', cutBefore: true, cutAfter: true }, 'dft')).toBe('…about <mark>DFT</mark> methods…')
})

it('nothing in it is HTML but the mark, and no letter of the search is a pattern', () => {
  expect(snippetOf(whole('<img src=x onerror="a()"> & (x)'), '(x)')).toBe(
    '&lt;img src=x onerror=&quot;a()&quot;&gt; &amp; <mark>(x)</mark>',
  )
  expect(snippetOf(whole('a<b>c'), '<B>')).toBe('a<mark>&lt;b&gt;</mark>c')
})

it('is the text alone where the letters differ from what the database found', () => {
  expect(snippetOf(whole('İstanbul'), 'i̇stanbul?')).toBe('İstanbul')
})
