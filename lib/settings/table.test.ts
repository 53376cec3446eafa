import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { settingNames } from './table'

const root = join(import.meta.dirname, '../..')
const code = ['lib', 'app', 'components']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter(
    (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') && !entry.parentPath.includes('generated'),
  )
  .filter((entry) => !/(lib|api\/admin)\/settings$/.test(entry.parentPath) || entry.name === 'campus.ts')
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n')

it('every setting is read by something', () => {
  expect(settingNames.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([])
})
