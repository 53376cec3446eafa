import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '@/scripts/launch/packages.mjs'
import { isFiles } from '@/scripts/rooms/boundaries'
import { rooms } from '@/scripts/rooms/rooms'

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync(['docs/**/*.md', '{lib,components,scripts,e2e,tests}/**/README.md'], { cwd: root }),
].map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
const decisions = documents.filter(({ file }) => /^docs\/decisions\/(?!README)/.test(file))

test('every room has its README, and so has every inner room', () => {
  const places = rooms.flatMap(({ name, inner = [] }) =>
    ['', ...inner.filter((entry) => !isFiles(entry))].map((entry) => join('lib', name, entry)),
  )
  expect(places.filter((place) => !existsSync(join(root, place, 'README.md')))).toEqual([])
})

test('the README fits on a screen or two', () => expect(documents[0]?.text.split('\n').length).toBeLessThanOrEqual(120))

/** The folders that a document may mean a path from: its own, the repository, and the gateway for the walk of a call. */
const places = (file: string) => [dirname(file), '.', 'lib/gateway']
const isThere = (file: string, path: string) => places(file).some((place) => existsSync(join(root, place, path)))

test.each(documents)('$file names only files that are there', ({ file, text }) => {
  const named = [...text.matchAll(/`([\w./()-]+\/[\w./()-]*|[\w-]+\.(?:ts|tsx|mjs|json|md))`/g)].map(([, path = '']) => path)
  const paths = named.filter((path) => /\.(ts|tsx|mjs|css|md)$/.test(path) && !/(^|\/)x\//.test(path) && !path.startsWith('*'))
  expect(paths.filter((path) => !isThere(file, path))).toEqual([])
})

test.each(documents)('the links of $file lead somewhere', ({ file, text }) => {
  const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target)
  expect(targets.filter((target) => !existsSync(join(root, dirname(file), target)))).toEqual([])
})

test.each(decisions)('$file has a status and a date, and stands in the index', ({ file, text }) => {
  expect(text).toMatch(/^# .+\n\n\*\*Status:\*\* (accepted|superseded) · \*\*Date:\*\* \d{4}-\d\d-\d\d\n/)
  const [, title, status, date] = /^# (.+)\n\n\*\*Status:\*\* (\w+) · \*\*Date:\*\* ([\d-]+)/.exec(text) ?? []
  const index = documents.find((each) => each.file === 'docs/decisions/README.md')?.text
  expect(index).toContain(`| [${title}](${file.split('/').at(-1)}) | ${status} | ${date} |`)
})
