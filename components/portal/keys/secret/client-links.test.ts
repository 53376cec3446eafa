import { expect, test } from 'vitest'
import { clientLinks } from './client-links'

const facts = { publicUrl: 'https://ai.example.edu', secret: 'sk-abc', model: '模型' }
const link = (name: string) => clientLinks.find((client) => client.name === name)?.href(facts) ?? ''

test('Cherry Studio gets standard base64 that it can read back', () => {
  const data = new URL(link('Cherry Studio')).searchParams.get('data') ?? ''
  expect(JSON.parse(Buffer.from(data, 'base64').toString())).toMatchObject({ baseUrl: facts.publicUrl, apiKey: facts.secret })
})

test('NextChat gets the key in the fragment, and an address that does not end in /v1', () => {
  const url = new URL(link('NextChat'))
  expect(url.search).toBe('')
  expect(JSON.parse(decodeURIComponent(url.hash.split('settings=')[1] ?? ''))).toEqual({ key: 'sk-abc', url: facts.publicUrl })
})

test('every link carries the key once, encoded', () => {
  for (const client of clientLinks) expect(client.href(facts)).not.toContain(' ')
})
