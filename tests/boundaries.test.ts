import { beforeAll, expect, test } from 'vitest'
import { type Finding, linted } from './linted'

const refused: [rule: string, file: string, imported: string][] = [
  ['floor 0 imports no room', 'lib/x.ts', '@/lib/users/users'],
  ['floor 0 does not reach the database', 'lib/x.ts', '@/lib/db/pool'],
  ['the database knows no room', 'lib/db/x.ts', '@/lib/settings/settings'],
  ['a room does not look to its right', 'lib/audit/x.ts', '@/lib/users/users'],
  ['a room does not look to its right, not even relatively', 'lib/settings/x.ts', '../catalog/catalog'],
  ['processes < audit', 'lib/processes/x.ts', '@/lib/audit/audit'],
  ['audit < settings', 'lib/audit/x.ts', '@/lib/settings/settings'],
  ['settings < users', 'lib/settings/x.ts', '@/lib/users/users'],
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
  ['an inner room uses only those before it', 'lib/gateway/relay/x.ts', '../settle/settle-call'],
  ['an inner room does not know the line that calls it', 'lib/gateway/send/x.ts', '../serve'],
  ['an inner room reaches no table after it', 'lib/gateway/measure/x.ts', '../protocols'],
  ['the files of a room use no inner room unless the list says so', 'lib/ledger/x.ts', './turn/admit'],
  ['another room is imported by its full name', 'lib/gateway/choose/x.ts', '../../catalog/catalog'],
  ['inside a room imports are relative', 'lib/gateway/choose/x.ts', '@/lib/gateway/targets/breaker'],
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
  ['components see a room only through its schema', 'components/portal/keys/x.tsx', '@/lib/keys/list-keys'],
  ['components do not know the environment', 'components/portal/keys/x.tsx', '@/lib/env'],
  ['components know no page', 'components/portal/keys/x.tsx', '@/app/layout'],
  ['ui < form', 'components/ui/x.tsx', '@/components/form/field'],
  ['layout < shared', 'components/layout/x.tsx', '@/components/shared/logs/logs-page'],
  ['what pages share knows no page', 'components/shared/keys/x.tsx', '@/components/portal/keys/keys-page'],
  ['the pages of users and of operators do not know each other', 'components/portal/keys/x.tsx', '@/components/admin/users/users-page'],
  ['pages and routes leave the database to the rooms', 'app/api/x/route.ts', '@/lib/db/prisma'],
]
const allowed: [file: string, imported: string][] = [
  ['lib/keys/x.ts', '@/lib/ledger/price'],
  ['lib/users/x.ts', '@/lib/db/pool'],
  ['lib/auth/x.ts', 'next-auth/jwt'],
  ['lib/gateway/x.ts', '@/lib/limits/take'],
  ['lib/gateway/protocols/openai/x.ts', '../upstream-protocol'],
  ['lib/gateway/settle/x.ts', '../admit/admit-call'],
  ['lib/gateway/serve-x.ts', './settle/settle-call'],
  ['lib/queries/x.ts', '@/lib/keys/schema'],
  ['components/portal/keys/x.tsx', '@/lib/keys/schema'],
  ['components/portal/keys/x.tsx', '@/lib/catalog/group-schema'],
  ['components/portal/keys/x.tsx', '@/lib/catalog/protocols'],
  ['components/portal/keys/x.tsx', '@/components/shared/keys/use-reveal'],
  ['components/shared/logs/x.tsx', '@/components/layout/page-head'],
  ['lib/queries/x.ts', '@/lib/catalog/names'],
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

let found: Finding[]

beforeAll(async () => {
  const importing = (imported: string) => `import * as it from '${imported}'\nexport const kept = it\n`
  found = await linted([
    ...refused.map(([, file, imported], index): [string, string] => [numbered(file, index), importing(imported)]),
    ...allowed.map(([file, imported]): [string, string] => [file, importing(imported)]),
    ...bad.map(([, file, text]): [string, string] => [file, text]),
    ['lib/users/cycle-b.ts', "import { a } from './cycle-a'\nexport const b = () => a\n"],
  ])
})

const numbered = (file: string, index: number) =>
  file.replace(/[^/]+(\.tsx?)$/, (name, end) => (name.startsWith('x.') ? `x${index}${end}` : name))
const saidOf = (file: string) => found.filter(({ path }) => path === file).map(({ rule }) => rule)

test.each(refused.map((line, index) => [...line, index] as const))('%s', (_, file, __, index) =>
  expect(saidOf(numbered(file, index))).toContain('noRestrictedImports'),
)
test.each(allowed)('%s may import %s', (file) => expect(saidOf(file)).not.toContain('noRestrictedImports'))
test.each(bad)('%s is held', (rule, file) => expect(saidOf(file)).toContain(rule))
