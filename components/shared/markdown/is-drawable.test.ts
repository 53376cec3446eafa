import { expect, it } from 'vitest'
import { isDrawable } from './is-drawable'

it.each([
  ['quotes within quotes', '>'.repeat(5000)],
  ['lists within lists', '- '.repeat(2000)],
  ['numbered lists within quotes', '> 1. '.repeat(400)],
  ['a few letters that make a table of half a million cells', `|${'a|'.repeat(200)}\n|${'-|'.repeat(200)}\n${'|\n'.repeat(2500)}`],
  ['emphasis within emphasis', '**a '.repeat(2000) + ' a**'.repeat(2000)],
  ['a book', 'word '.repeat(8001)],
])('%s would hold everybody up', (_, text) => {
  expect(isDrawable(text, 40_000)).toBe(false)
})

it.each([
  ['a quote of a quote with a list', '> > - a\n> >   1. b\n'],
  ['a long table', `| a | b | c |\n|---|:-:|---|\n${'| 1 | 2 | 3 |\n'.repeat(500)}`],
  ['a line, and rows of bars that are no table', '---\n\n* * *\n\na || b || c'],
  ['much emphasis', '- **a** and *b*\n'.repeat(140)],
  ['code with many underscores', `\`\`\`py\n${'some_long_name = other_name\n'.repeat(500)}\`\`\``],
])('%s is drawn', (_, text) => {
  expect(isDrawable(text, 40_000)).toBe(true)
})
