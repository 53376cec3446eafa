import { expect, test } from 'vitest'
import { noUnits } from '@/lib/units'
import type { Usage } from '../../generation/part'
import { readChatUsage } from './read-usage'

const reported = (input: number, output: number): Usage => ({
  ...noUnits,
  inputTokens: input,
  outputTokens: output,
  requests: 1,
  estimated: false,
})

test.each([
  ['chat', { prompt_tokens: 5, completion_tokens: 2 }, reported(5, 2)],
  ['responses', { input_tokens: 5, output_tokens: 2 }, reported(5, 2)],
  [
    'details',
    {
      prompt_tokens: 5,
      completion_tokens: 4,
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 1 },
    },
    { ...reported(5, 4), cachedTokens: 3, reasoningTokens: 1 },
  ],
  ["DeepSeek's cache", { prompt_tokens: 5, completion_tokens: 4, prompt_cache_hit_tokens: 2 }, { ...reported(5, 4), cachedTokens: 2 }],
  [
    'more cached than sent',
    { prompt_tokens: 5, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 9 } },
    { ...reported(5, 0), cachedTokens: 5 },
  ],
  [
    'what the cache was given',
    { prompt_tokens: 9, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 3, cache_write_tokens: 5 } },
    { ...reported(9, 0), cachedTokens: 3, cacheWriteTokens: 5 },
  ],
  [
    'more given to the cache than was left to give',
    { input_tokens: 5, output_tokens: 0, input_tokens_details: { cached_tokens: 3, cache_write_tokens: 5 } },
    { ...reported(5, 0), cachedTokens: 3, cacheWriteTokens: 2 },
  ],
  [
    'details that are no numbers',
    { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: { cached_tokens: null } },
    reported(5, 1),
  ],
  ['details of null', { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: null }, reported(5, 1)],
  ['half missing', { prompt_tokens: 5 }, null],
  ['negative', { prompt_tokens: -5, completion_tokens: 2 }, null],
  ['fractions', { prompt_tokens: 5, completion_tokens: 2.5 }, null],
  ['text', { prompt_tokens: '5', completion_tokens: '2' }, null],
  ['beyond what a number holds', { prompt_tokens: 5, completion_tokens: 2 ** 60 }, null],
  ['nothing', null, null],
])('a report of usage: %s', (_, given, wanted) => {
  expect(readChatUsage(given)).toEqual(wanted)
})
