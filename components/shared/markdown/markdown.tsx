'use client'
import type { ComponentProps } from 'react'
import { type PluginConfig, Streamdown } from 'streamdown'
import { AnswerCode } from './answer-code'
import { AnswerImage, AnswerLink, AnswerTable, TaskBox } from './elements'
import './markdown.css'

export interface MarkdownProps {
  text: string
  streaming: boolean
  math?: PluginConfig['math']
}

// Streamdown's own elements have classes of another design. Plain ones are styled by their names, in `markdown.css`.
const plain = 'h1 h2 h3 h4 h5 h6 p ul ol li blockquote hr strong sub sup code thead tbody tr th td'.split(' ')
const components: ComponentProps<typeof Streamdown>['components'] = {
  ...Object.fromEntries(plain.map((name) => [name, name])),
  a: AnswerLink,
  img: AnswerImage,
  input: TaskBox,
  pre: AnswerCode,
  table: AnswerTable,
}

/** Renders an answer as Markdown and closes unfinished constructs while it streams. It runs no script and loads nothing. */
export function Markdown({ text, streaming, math }: MarkdownProps) {
  return (
    <Streamdown
      data-slot="markdown"
      mode={streaming ? 'streaming' : 'static'}
      isAnimating={streaming}
      caret={streaming ? 'block' : undefined}
      plugins={math && { math }}
      components={components}
      linkSafety={{ enabled: false }}
    >
      {text}
    </Streamdown>
  )
}
