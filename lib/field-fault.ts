/**
 * A fault of a field as rooms write it, such as `empty`, `at_most:8` or `listed_twice:glm-5\nlab`: the name of a sentence, then the values
 * for {value} and {other} in it. A text that names no sentence is shown unchanged.
 */
export function wordFault(text: string, sentences: Record<string, unknown> | undefined): string {
  const [, name = text, values = ''] = /^([a-z_]+):([\s\S]*)$/.exec(text) ?? []
  const sentence = sentences?.[name]
  if (typeof sentence !== 'string') return text
  const [value = '', other = ''] = values.split('\n')
  return sentence.replace(/\{(value|other)\}/g, (_, which) => (which === 'value' ? value : other))
}
