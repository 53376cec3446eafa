import { expect, it } from 'vitest'
import { ceilingNamesOf } from './ceiling-names'
import { presets } from './presets'

const at = (baseUrl: string, preset: string | null = null) => ceilingNamesOf({ preset, baseUrl, protocol: 'openai' })

it('a service is known by its host, whatever the path', () => {
  for (const { baseUrl, ceiling, needsKey } of presets)
    if (needsKey) expect([baseUrl, at(`${baseUrl}/elsewhere`)]).toEqual([baseUrl, ceiling])
  expect(at('https://campus.openai.azure.com/openai/v1')).toBe('max_completion_tokens')
})

it('a preset says more than the host, and where both say nothing no name is believed', () => {
  expect(at('https://api.anthropic.com/v1', 'vllm')).toBe('both')
  expect(at('http://10.0.0.1:8000/v1', 'custom')).toBe('unsure')
  expect(at('http://10.0.0.1:8000/v1', 'gone')).toBe('unsure')
})

it('an upstream that speaks Anthropic keeps to the one name there is', () =>
  expect(ceilingNamesOf({ preset: 'custom', baseUrl: 'http://10.0.0.1/v1', protocol: 'anthropic' })).toBe('max_tokens'))

it('an upstream that speaks Responses is told by its own name, which it keeps to', () =>
  expect(ceilingNamesOf({ preset: 'custom', baseUrl: 'http://10.0.0.1/v1', protocol: 'openai-responses' })).toBe('both'))
