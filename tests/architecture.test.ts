import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = globSync(['lib/**/*.ts', 'lib/**/*.tsx', 'app/**/*.ts', 'app/**/*.tsx', 'components/**/*.ts', 'components/**/*.tsx'], {
  cwd: root,
})
  .filter((file) => !file.includes('/generated/') && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(root + file, 'utf8') }))

/** Returns the lines that match as `file: line`, so that a failure says where to look. */
const linesLike = (pattern: RegExp, of = sources) =>
  of.flatMap(({ file, text }) => text.split('\n').flatMap((line) => (pattern.test(line) ? [`${file}: ${line.trim()}`] : [])))

/** Names that Next asks a file for, and the one that the launcher asks a command for. */
const askedFor = /^app\/.* (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|dynamic|metadata|generateMetadata)$|^scripts\/commands\/.* run$/
const declared = /^export (?:declare |async )*(?:const|function\*?|class|interface|type) (?:(\w+)|[{[]([^}\]]*)[}\]])/gm

/** What a file exports, as `file name`. */
const exportsOf = ({ file, text }: { file: string; text: string }) =>
  [...text.matchAll(declared)]
    .flatMap(
      ([, name, several]) =>
        name ??
        several?.split(',').map(
          (each) =>
            each
              .trim()
              .split(/: | as /)
              .at(-1) ?? '',
        ) ??
        [],
    )
    .map((name) => `${file} ${name}`)

const inServer = sources.filter(({ file, text }) => !file.startsWith('components/') && !/^['"]use client['"]/.test(text))
const inRooms = sources.filter(({ file }) => /^lib\/[a-z-]+\//.test(file) && !/^lib\/(db|queries|i18n)\//.test(file))

test('no module has state: there are three copies of each in a process', () => {
  expect(linesLike(/^(export )?let /, inServer)).toEqual([])
  expect(linesLike(/^(export )?const \w+(: [^=]+)? = new (Map|Set|WeakMap|WeakSet)(<.*>)?\(\)/, inServer)).toEqual([])
  expect(linesLike(/^(export )?const \w+: [^=]*(\[\]|Record<.*>) = (\[\]|\{\})/, inServer)).toEqual([])
})

test('a file that needs the server says so in its first line', () => {
  const needsServer = /^import (?!type).*from '(pg|undici|@\/lib\/(env|log|seal|db\/.*)|\.\.\/(env|log|db\/.*))'/m
  const silent = inRooms.filter(
    ({ file, text }) => needsServer.test(text) && !text.startsWith("import 'server-only'") && !file.endsWith('schema.ts'),
  )
  expect(silent.map(({ file }) => file)).toEqual([])
})

test('a schema is safe for the browser', () => {
  const schemas = sources.filter(({ file }) => /[/-]schema\.ts$/.test(file))
  expect(linesLike(/import 'server-only'|from 'node:|from '@\/lib\/(db|env|log|seal)/, schemas)).toEqual([])
})

test('only the ledger writes money', () => {
  // A new user gets an empty wallet, which moves no money.
  const write = /(insert into|update|delete from)\s+"?(wallets(?! \(user_id\))|transfers|ledger_accounts|grant_lots|spend_limits)\b/i
  const elsewhere = sources.filter(({ file }) => !file.startsWith('lib/ledger/'))
  expect(linesLike(write, elsewhere)).toEqual([])
  expect(linesLike(/\.(wallet|transfer|ledgerAccount|grantLot)\.(create|update|upsert|delete)/, elsewhere)).toEqual([])
})

test('only the endpoints of completions and the OpenAI protocol know what a chat answer looks like', () => {
  const knows = /^lib\/gateway\/(endpoints\/(chat|completions)|protocols\/openai|relay\/__fixtures__)\/|^lib\/gateway\/schema\.ts$/
  const others = sources.filter(({ file }) => file.startsWith('lib/gateway/') && !knows.test(file))
  expect(linesLike(/\bchoices\b|\bfinish_reason\b|chat\.completion/, others)).toEqual([])
})

test('a family of endpoints knows no protocol but the form of its events', () => {
  const families = sources.filter(({ file }) => file.startsWith('lib/gateway/endpoints/'))
  expect(families.length).toBeGreaterThan(10)
  expect(linesLike(/from '.*\/protocols\/(?!protocol')/, families)).toEqual([])
})

test('errors of other copies are told apart by code', () => {
  expect(linesLike(/instanceof (AppError|[A-Z]\w*Fail)/, inServer)).toEqual([])
})

test('rows are checked where they enter, and a transaction is begun in one place', () => {
  // The hot pool sets its connections up itself, and whether a server is ready is no question of rows.
  const own = ['lib/ledger/turn/hot-pool.ts', 'lib/boot/readiness.ts']
  const rooms = sources.filter(({ file }) => !file.startsWith('lib/db/') && !own.includes(file))
  expect(linesLike(/\.query[<(]|\$(queryRaw|executeRaw|transaction)|PoolClient/, rooms)).toEqual([])
})

test('the contract is typed once: queries take the types of answers from the rooms', () => {
  const queries = sources.filter(({ file }) => file.startsWith('lib/queries/'))
  expect(queries.length).toBeGreaterThan(10)
  expect(linesLike(/^\s*(export )?(declare )?(interface |type \w+(<.*>)? = \{)|api<\{/, queries)).toEqual([])
  expect(linesLike(/^import (?!type ).*'@\/lib\//, queries)).toEqual([])
})

test('a log line is a literal sentence, and errors are passed as facts, because the log knows which of their words are safe', () => {
  const calls = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/(?<![.\w])log\(\s*([^,]+),\s*(.)[^;]*?\n/g)].map(([call, , first]) => ({ file, call, first })),
  )
  expect(calls.length).toBeGreaterThan(20)
  expect(calls.filter(({ file, first }) => first !== "'" && file !== 'lib/log.ts')).toEqual([])
  expect(calls.filter(({ call }) => /\.(message|stack)\b|\bstack\b/.test(call))).toEqual([])
})

test('zod is imported as a namespace, because `z` brings the words of fifty languages into every chunk', () => {
  expect(linesLike(/import (type )?\{.*\} from 'zod'/)).toEqual([])
})

test('rooms have no registers, helpers, utils or services', () => {
  const names = sources.map(({ file }) => file).filter((file) => /\/(utils?|helpers?|services?|managers?|types)(\.tsx?|\/)/.test(file))
  expect(names).toEqual([])
})

test('words have one meaning: no two files export one name', () => {
  const scripts = globSync(['scripts/**/*.ts', 'scripts/**/*.mjs'], { cwd: root }).map((file) => ({
    file,
    text: readFileSync(root + file, 'utf8'),
  }))
  const exported = [...sources, ...scripts]
    .filter(({ file }) => !file.includes('/__fixtures__/'))
    .flatMap(exportsOf)
    .filter((line) => !askedFor.test(line))
  expect(exported.length).toBeGreaterThan(1000)
  const byName = Object.groupBy(exported, (line) => line.split(' ')[1] ?? '')
  const alike = Object.entries(byName).filter(([, lines]) => (lines ?? []).length > 1)
  expect(alike).toEqual([])
})

test('files are small: the middle one at most 60 lines, 95 of 100 at most 250', () => {
  const lengths = sources.map(({ text }) => text.split('\n').length).sort((a, b) => a - b)
  const at = (share: number) => lengths[Math.floor(lengths.length * share)] ?? 0
  expect(at(0.5)).toBeLessThanOrEqual(60)
  expect(at(0.95)).toBeLessThanOrEqual(250)
})

test('pages and layouts are server components', () => {
  const pages = sources.filter(({ file }) => /^app\/.*\/(page|layout)\.tsx$/.test(file))
  expect(pages.filter(({ text }) => /^['"]use client['"]/.test(text)).map(({ file }) => file)).toEqual([])
})
