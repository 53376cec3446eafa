import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import english from '@/messages/en/adminAudit.json'
import chinese from '@/messages/zh-CN/adminAudit.json'
import { auditRooms } from './audit-filter'

const lib = join(import.meta.dirname, '../../../lib')
const sources = globSync('**/*.ts', { cwd: lib }).filter((path) => !/(^db\/generated|\.test\.ts$)/.test(path))
/** The actions that the rooms write into the audit trail. */
const deeds = sources.flatMap((path) => [...readFileSync(join(lib, path), 'utf8').matchAll(/'([a-z]+)\.([a-z_]+)'/g)])
const audited = new Set(deeds.filter(([, room = '']) => room in english.rooms).map(([, room, verb]) => `${room}_${verb}`))

test('the trail names every deed in the reader’s language', () => {
  expect(audited.size).toBeGreaterThan(15)
  for (const words of [english, chinese]) expect(Object.keys(words.actions)).toEqual(expect.arrayContaining([...audited]))
})

test('the trail can be narrowed to every room that has a name', () => {
  expect([...auditRooms].sort()).toEqual(Object.keys(english.rooms).sort())
})
