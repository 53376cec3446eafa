import { expect, test } from 'vitest'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { bodyOfUpstream, draftOfUpstream, upstreamSchema } from './upstream-schema'

const kept = { apiKeySet: true, name: 'a', enabled: true, baseUrl: 'http://a/v1', protocol: 'openai', timeouts: {} } as UpstreamLine
const schema = upstreamSchema({ baseUrl: 'url', whole: 'whole', seconds: 'seconds' })

test('a credential that is kept is not sent again, an emptied one is removed', () => {
  const draft = draftOfUpstream(kept)
  expect(bodyOfUpstream(draft, kept)).not.toHaveProperty('apiKey')
  expect(bodyOfUpstream({ ...draft, apiKey: '' }, kept).apiKey).toBeNull()
  expect(bodyOfUpstream({ ...draft, apiKey: 'sk-1' }, kept).apiKey).toBe('sk-1')
  expect(bodyOfUpstream(draftOfUpstream(undefined), undefined)).not.toHaveProperty('apiKey')
})

test('empty ceilings are no limit, empty timeouts are not sent', () => {
  const draft = draftOfUpstream(kept)
  const body = bodyOfUpstream({ ...draft, timeouts: { ...draft.timeouts, idle: '90' } }, kept)
  expect(body).toMatchObject({ concurrency: null, timeouts: { idle: 90 } })
})

test('only a built-in upstream needs no address', () => {
  const draft = { ...draftOfUpstream(kept), baseUrl: '' }
  expect(schema.safeParse(draft).success).toBe(false)
  expect(schema.safeParse({ ...draft, protocol: 'builtin' }).success).toBe(true)
})
