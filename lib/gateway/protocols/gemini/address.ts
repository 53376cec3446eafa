export function credentials(apiKey: string | null): Record<string, string> {
  return apiKey ? { 'x-goog-api-key': apiKey } : {}
}

/** Models are listed as `models/…`, and tuned ones have names of their own kind. */
export const resourceOf = (model: string): string => (/^(models|tunedModels)\//.test(model) ? model : `models/${model}`)
