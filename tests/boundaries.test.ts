import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

const refused: [rule: string, file: string, imported: string][] = [
  ['floor 0 imports no room', 'lib/x.ts', '@/lib/users/users'],
  ['floor 0 does not reach the database', 'lib/x.ts', '@/lib/db/pool'],
  ['the database knows no room', 'lib/db/x.ts', '@/lib/settings/settings'],
  ['a room does not look to its right', 'lib/audit/x.ts', '@/lib/users/users'],
  ['a room does not look to its right, not even relatively', 'lib/settings/x.ts', '../catalog/catalog'],
  ['processes < audit', 'lib/processes/x.ts', '@/lib/audit/audit'],
  ['jobs < settings', 'lib/jobs/x.ts', '@/lib/settings/settings'],
  ['users < catalog', 'lib/users/x.ts', '@/lib/catalog/catalog'],
  ['catalog < limits', 'lib/catalog/x.ts', '@/lib/limits/take'],
  ['limits < ledger', 'lib/limits/x.ts', '@/lib/ledger/admit'],
  ['ledger < keys', 'lib/ledger/x.ts', '@/lib/keys/schema'],
  ['keys < usage', 'lib/keys/x.ts', '@/lib/usage/series'],
  ['usage < conversations', 'lib/usage/x.ts', '@/lib/conversations/schema'],
  ['conversations < auth', 'lib/conversations/x.ts', '@/lib/auth/sessions'],
  ['floor 1 does not reach up to floor 2', 'lib/auth/x.ts', '@/lib/http/route'],
  ['a room knows no page', 'lib/users/x.ts', '@/components/ui/button'],
  ['a room knows no framework', 'lib/ledger/x.ts', 'next/headers'],
  ['the gateway knows no framework', 'lib/gateway/x.ts', 'react'],
  ['the gateway leaves the database to the rooms', 'lib/gateway/endpoints/x.ts', '@/lib/db/pool'],
  ['the wrapper of routes leaves the database to the rooms', 'lib/http/x.ts', '@/lib/db/prisma'],
  ['the wrapper of routes does not know the gateway', 'lib/http/x.ts', '@/lib/gateway/serve'],
  ['the gateway does not know the chat', 'lib/gateway/x.ts', '@/lib/chat/turn'],
  ['the chat leaves the database to the rooms', 'lib/chat/x.ts', '@/lib/db/pool'],
  ['the languages know no other room of their floor', 'lib/i18n/x.ts', '@/lib/http/route'],
  ['boot knows no framework', 'lib/boot/x.ts', 'next/server'],
  ['queries see a room only through its schema', 'lib/queries/x.ts', '@/lib/keys/list-keys'],
  ['queries know no framework', 'lib/queries/x.ts', 'react'],
  ['components see a room only through its schema', 'components/keys/x.tsx', '@/lib/keys/list-keys'],
  ['components do not know the environment', 'components/keys/x.tsx', '@/lib/env'],
  ['components know no page', 'components/keys/x.tsx', '@/app/layout'],
  ['pages and routes leave the database to the rooms', 'app/api/x/route.ts', '@/lib/db/prisma'],
]
const allowed: [file: string, imported: string][] = [
  ['lib/keys/x.ts', '@/lib/ledger/price'],
  ['lib/users/x.ts', '@/lib/db/pool'],
  ['lib/auth/x.ts', 'next-auth/jwt'],
  ['lib/gateway/x.ts', '@/lib/limits/take'],
  ['lib/gateway/protocols/openai/x.ts', '../upstream-protocol'],
  ['lib/queries/x.ts', '@/lib/keys/schema'],
  ['components/keys/x.tsx', '@/lib/keys/schema'],
  ['app/x/page.tsx', '@/lib/keys/list-keys'],
]

const bad: [rule: string, file: string, text: string][] = [
  ['noImportCycles', 'lib/users/cycle-a.ts', "import { b } from './cycle-b'\nexport const a = () => b\n"],
  ['noProcessEnv', 'lib/users/env.ts', 'export const secret = process.env.SECRET_KEY\n'],
  ['noConsole', 'lib/users/console.ts', "console.log('hello')\nexport {}\n"],
  ['noDefaultExport', 'lib/users/default.ts', 'export default 1\n'],
  ['noExplicitAny', 'lib/users/any.ts', 'export const x: any = 1\n'],
  ['noNonNullAssertion', 'lib/users/bang.ts', 'export const first = (of: string[]) => of[0]!\n'],
  ['noFloatingPromises', 'lib/users/floating.ts', 'const work = async () => 1\nexport function start() {\n  work()\n}\n'],
  ['noFocusedTests', 'lib/users/only.test.ts', "import { test } from 'vitest'\ntest.only('x', () => {})\n"],
  ['noExcessiveLinesPerFile', 'lib/users/long.ts', `${'void 0\n'.repeat(401)}export {}\n`],
  ['noBarrelFile', 'lib/users/index.ts', "export * from './users'\n"],
]

let folder: string
let found: { category: string; path: string }[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-lint-'))
  const put = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  for (const name of ['biome.json', 'biome.boundaries.json', '.gitignore']) await copyFile(join(root, name), join(folder, name))
  const importing = (imported: string) => `import * as it from '${imported}'\nexport const kept = it\n`
  for (const [index, [, file, imported]] of refused.entries()) await put(numbered(file, index), importing(imported))
  for (const [file, imported] of allowed) await put(file, importing(imported))
  for (const [, file, text] of bad) await put(file, text)
  await put('lib/users/cycle-b.ts', "import { a } from './cycle-a'\nexport const b = () => a\n")
  const arguments_ = ['lint', '--reporter=json', '--max-diagnostics=none', '.']
  const text = await new Promise<string>((done) =>
    execFile(join(root, 'node_modules/.bin/biome'), arguments_, { cwd: folder, maxBuffer: 1e8 }, (_, out) => done(out)),
  )
  const { diagnostics } = JSON.parse(text) as { diagnostics: { category: string; location: { path: string } }[] }
  found = diagnostics.map(({ category, location }) => ({ category, path: location.path }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const numbered = (file: string, index: number) =>
  file.replace(/[^/]+(\.tsx?)$/, (name, end) => (name.startsWith('x.') ? `x${index}${end}` : name))
const saidOf = (file: string) => found.filter(({ path }) => path === file).map(({ category }) => category.split('/').at(-1))

test.each(refused.map((line, index) => [...line, index] as const))('%s', (_, file, __, index) =>
  expect(saidOf(numbered(file, index))).toContain('noRestrictedImports'),
)
test.each(allowed)('%s may import %s', (file) => expect(saidOf(file)).not.toContain('noRestrictedImports'))
test.each(bad)('%s is held', (rule, file) => expect(saidOf(file)).toContain(rule))
