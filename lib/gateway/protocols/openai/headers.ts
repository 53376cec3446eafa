export function authorization(apiKey: string | null): Record<string, string> {
  return apiKey ? { authorization: `Bearer ${apiKey}` } : {}
}

/** Unpacking a stream takes megabytes of memory (brotli: up to 16 for each) where the network between us is fast. */
export const unpacked = { 'accept-encoding': 'identity' }
