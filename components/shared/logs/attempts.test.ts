import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import en from '@/messages/en/logs.json'
import zh from '@/messages/zh-CN/logs.json'

const folder = 'lib/gateway'
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.test\.|__fixtures__/.test(name))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  .join('\n')

it('every reason that the gateway gives for a failed attempt has words', () => {
  const given = [...sources.matchAll(/ok: false, [^\n]*reason: '(\w+)'|\.\.\.known, [^\n]*reason: '(\w+)'/g)].map(
    ([, one, other]) => one ?? other,
  )
  const broken = [...sources.matchAll(/type (?:BrokenReason|GivenUp) = ([^\n]+)/g)].flatMap(
    ([, names = '']) => names.match(/(?<=')\w+/g) ?? [],
  )
  const endings = Object.values(sources.match(/(?<=\bhow: 'complete' \| )'.+(?=')/)?.[0].match(/(?<=')\w+/g) ?? [])
  expect(endings).toContain('parted')
  expect(given.length).toBeGreaterThan(5)
  expect(broken).toEqual(expect.arrayContaining(['cut', 'empty']))
  for (const words of [zh, en])
    expect(Object.keys(words.tried)).toEqual(expect.arrayContaining([...given, ...broken, ...endings, 'status']))
})
