const keyOf = (name: string) => `atrium.chat.draft.${name}`

/** Unsent texts by conversation. They survive a reload. */
export const readDraft = (name: string): string => window.localStorage.getItem(keyOf(name)) ?? ''

export function keepDraft(name: string, text: string): void {
  if (text === '') window.localStorage.removeItem(keyOf(name))
  else window.localStorage.setItem(keyOf(name), text)
}
