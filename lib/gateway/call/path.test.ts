import { describe, expect, it } from 'vitest'
import { routeOf } from './path'

describe('addresses of the gateway', () => {
  it.each([
    ['/v1/chat/completions', '/v1', 'chat/completions'],
    ['/v1/models/?limit=1000', '/v1', 'models'],
    ['/api/v1/models/a/b:c', '/api/v1', 'models/a/b:c'],
    ['/apiv2/chat/completions', '/apiv2', 'chat/completions'],
    ['/apiv2/v1/chat/completions', '/apiv2', 'chat/completions'],
    ['/v1//chat//completions', '/v1', 'chat/completions'],
    ['/dashboard/billing/usage?start_date=1', '/v1', 'dashboard/billing/usage'],
    ['/rerank', '/v1', 'rerank'],
    ['/apiv2/v1/rerank', '/apiv2', 'rerank'],
    ['/apiv2/anthropic/messages', '/apiv2', 'messages'],
    ['/apiv2/anthropic/v1/messages/count_tokens?beta=true', '/apiv2', 'messages/count_tokens'],
    ['/apiv2/anthropics/v1/messages', '/apiv2', 'anthropics/v1/messages'],
    ['/apiv2/worker/unified_gate/?model=a/b:c&function=f', '/apiv2', 'apiv2/worker/unified_gate'],
    ['/apiv2/v1/workers', '/apiv2', 'workers'],
    ['/v1/worker/unified_gate', '/v1', 'worker/unified_gate'],
    ['/v1', '/v1', ''],
    ['/v1/models/a:batchEmbedContents', '/v1beta', 'v1beta/models/a:batchEmbedContents'],
    ['/v1beta/models/a/b:c:generateContent', '/v1beta', 'v1beta/models/a/b:c:generateContent'],
    ['/v1beta/models', '/v1beta', 'v1beta/models'],
    ['/v1/models/a:streamGenerateContent?alt=sse', '/v1beta', 'v1beta/models/a:streamGenerateContent'],
  ])('%s', (path, base, endpoint) => {
    expect(routeOf(path)).toMatchObject({ base, endpoint })
  })

  it.each(['/', '/v11/models', '/dashboard', '/dashboard/billings', '/api/keys', '/api/v1beta', '/v1beta1/models', '/chat'])(
    '%s belongs to the portal',
    (path) => {
      expect(routeOf(path)).toBeUndefined()
    },
  )
})
