import { createCodePlugin } from '@streamdown/code'

const colour = (foreground: string, ...scope: string[]) => ({ scope, settings: { foreground: `var(--${foreground})` } })

/** The colours of Atrium's words, which have a contrast of 4.5:1 on a code block in light and in dark. */
const theme = {
  name: 'atrium',
  type: 'light' as const,
  fg: 'var(--ink)',
  bg: 'var(--sunken)',
  settings: [
    colour('info-text', 'string', 'markup.inline.raw', 'punctuation.definition.string'),
    colour('warn-text', 'constant', 'support.constant', 'variable.language'),
    colour('accent-text', 'keyword', 'storage', 'entity.name.tag', 'markup.heading', 'support.type.property-name.css'),
    colour('ink', 'keyword.operator', 'storage.type.function.arrow', 'string source', 'meta.embedded', 'meta.template.expression'),
    colour('ok-text', 'markup.inserted'),
    colour('bad-text', 'markup.deleted', 'invalid'),
    colour('ink-2', 'comment', 'punctuation.definition.comment', 'meta.diff', 'markup.quote'),
  ],
}

export const colours = createCodePlugin({ themes: [theme, theme] })
