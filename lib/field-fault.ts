/**
 * A fault of a field, as rooms name it: `empty`, `at_most:8`, `listed_twice:glm-5\nlab` – the name of a sentence, then what stands
 * for {value} and {other} in it. A text that names no sentence stays as it is.
 */
export function wordFault(text: string, sentences: Record<string, unknown> | undefined): string {
  const [, name = text, values = ''] = /^([a-z_]+):([\s\S]*)$/.exec(text) ?? []
  const sentence = sentences?.[name]
  if (typeof sentence !== 'string') return text
  const [value = '', other = ''] = values.split('\n')
  return sentence.replace(/\{(value|other)\}/g, (_, which) => (which === 'value' ? value : other))
}
